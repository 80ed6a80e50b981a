using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>Tries representations on a sample of positions, and on others that were held out.</summary>
internal sealed class Exploration
{
    /// <summary>Draws of each target's latitude: for choosing, and for holding the choice against.</summary>
    public const int DrawsToChoose = 16, DrawsHeldOut = 16, DrawsOverAll = 8;

    // Strain may be sought from another seed, which hardly changes it and takes long.
    private const int MostStrainDraws = 3;

    private const long MostFitted = 64L << 20;

    private readonly ViewContext _context;
    private readonly ReductionRequest _request;
    private readonly PositionSample _second;
    private readonly Random _random;
    private readonly ulong? _noiseSeed;
    private readonly CancellationToken _cancellation;
    private readonly SampleStudy _study;
    private readonly ImmutableArray<Target> _sampled;

    public Exploration(
        ViewContext context, ImmutableArray<Target> targets, ReductionRequest request, PositionSample first, PositionSample second, Random random,
        Action<int, int> progress, CancellationToken cancellation)
    {
        (_context, Targets, _request, First, _second, _random, _cancellation) = (context, targets, request, first, second, random, cancellation);
        _noiseSeed = TargetPlan.AreCounts(context.Cube) ? (ulong)random.NextInt64() : null;
        _sampled = [.. targets.Select(target => SampledTarget.Of(target, context))];
        Question[] own = [.. _sampled.Select((target, i) => new Question(i, target.Request, IsDraw: false))];
        _study = new SampleStudy(first, context, _sampled, [.. own, .. Draws(targets.Select((_, i) => i), DrawsToChoose)], _noiseSeed, request.Threads, cancellation);
        ImmutableArray<Representation> candidates = Candidates();
        Rungs = [.. candidates.Select((candidate, i) =>
        {
            progress(i, candidates.Length);
            return Try(candidate);
        }).OrderBy(rung => rung.EstimatedBytes)];
        SortOut();
        Choice.Make(Rungs, targets.Length, isCubeLast: request.Only is not null);
    }

    public ImmutableArray<Target> Targets { get; }

    public PositionSample First { get; }

    /// <summary>All representations, from the smallest on.</summary>
    public ImmutableArray<Rung> Rungs { get; }

    /// <summary>Steps up the ladder, each with its reason.</summary>
    public List<string> Climbs { get; } = [];

    /// <summary>What draws that the choice has not seen say of each target; null where nothing can be re-chosen.</summary>
    public HeldOutFinding?[] HeldOut { get; private set; } = [];

    /// <summary>A target's noise; null where it was not measured.</summary>
    public Interval? Sigma(int target) => SampledTarget.Noise(Targets[target], _study.Sigmas[target], _context);

    /// <summary>Unit of a target's values.</summary>
    public string UnitOf(int target) => _study.UnitOf(target);

    /// <summary>Holds the choice against draws, at positions that the choice has not seen, and climbs until it stands.</summary>
    public void HoldOut()
    {
        HeldOut = new HeldOutFinding?[Targets.Length];
        for (bool stands = false; !stands;)
        {
            stands = true;
            int[] adjustable = [.. Enumerable.Range(0, Targets.Length).Where(target => HeldOut[target] is null && !Targets[target].Kind.IsOfWholeScan)];
            Question[] draws = [.. Draws(adjustable, DrawsHeldOut)];
            if (draws.Length == 0) break;
            SampleStudy study = new(_second, _context, _sampled, [.. draws], _noiseSeed, _request.Threads, _cancellation);
            foreach (Rung rung in Rungs.Where(rung => rung.Serves.Count > 0).ToArray())
            {
                int[] asked = [.. Enumerable.Range(0, study.Questions.Length).Where(i => rung.Serves.Contains(study.Questions[i].Target))];
                if (asked.Length == 0) continue;
                foreach (IGrouping<int, SampleAnswer> answers in Ask(study, rung.Representation, asked, out _).GroupBy(answer => study.Questions[answer.Question].Target))
                {
                    HeldOutFinding finding = HeldOutFinding.Of([.. answers.Select(answer => answer.UpperRatio)]);
                    HeldOut[answers.Key] = finding;
                    if (finding.Bound <= 1) continue;
                    HeldOut[answers.Key] = null;
                    Climb(rung, answers.Key, $"held-out draws reach {finding.Bound:0.00} times the tolerance");
                    stands = false;
                }
            }
        }
    }

    /// <summary>
    /// For each target that is made of the whole scan: draws that the pass over all data holds its choice against, with their noise.
    /// </summary>
    public ImmutableArray<WholeScanDraw>[] DrawOverAll()
    {
        int[] open = [.. Enumerable.Range(0, Targets.Length).Where(t => Targets[t].Kind.IsOfWholeScan && Rungs.First(rung => rung.Serves.Contains(t)).Representation.ExactPixels != 1)];
        (int Target, ViewRequest Request)[] draws = [.. open.SelectMany(t => LatitudeDraws.Of(Targets[t], _context, DrawsOverAll, _random).Select(request => (t, request)))];
        Question[] questions = [.. draws.Select(draw => new Question(draw.Target, SampledTarget.Of(Targets[draw.Target] with { Request = draw.Request }, _context).Request, IsDraw: true))];
        if (draws.Length == 0) return [.. Targets.Select(_ => ImmutableArray<WholeScanDraw>.Empty)];
        SampleStudy study = new(_second, _context, _sampled, [.. questions], _noiseSeed, _request.Threads, _cancellation);
        return [.. Targets.Select((target, t) => draws.Select((draw, i) => (draw, Sigma: SampledTarget.Noise(target, study.Sigmas[i], _context)?.Value ?? double.NaN))
            .Where(one => one.draw.Target == t).Select(one => new WholeScanDraw(one.draw.Request, one.Sigma)).ToImmutableArray())];
    }

    /// <summary>Whether the choice stands at draws over all data; climbs where it does not.</summary>
    /// <param name="ratios">Errors over the tolerance at the draws of each target.</param>
    public bool Stands(double[][] ratios)
    {
        bool stands = true;
        for (int t = 0; t < ratios.Length; t++)
        {
            if (ratios[t].Length == 0) continue;
            HeldOut[t] = HeldOutFinding.Of(ratios[t]);
            if (HeldOut[t]!.Bound <= 1) continue;
            Climb(Rungs.First(rung => rung.Serves.Contains(t)), t, FormattableString.Invariant($"re-chosen over all data it reaches {HeldOut[t]!.Bound:0.00} times the tolerance"));
            stands = false;
        }
        return stands;
    }

    /// <summary>Gives up a rung for a target and chooses anew.</summary>
    public void Climb(Rung rung, int target, string reason)
    {
        rung.Findings[target].Verdict = Verdict.SampleMisled;
        Climbs.Add(FormattableString.Invariant($"{rung.Representation.Name} was given up for {Targets[target].Name}: {reason}"));
        Rung[] servedBy = [.. Enumerable.Range(0, Targets.Length).Select(t => Rungs.First(r => r.Serves.Contains(t)))];
        Choice.Make(Rungs, Targets.Length, isCubeLast: _request.Only is not null);
        // What another rung was held against says nothing of the one that takes its place.
        for (int t = 0; t < Targets.Length && HeldOut.Length > 0; t++)
            if (!servedBy[t].Serves.Contains(t)) HeldOut[t] = null;
    }

    private ImmutableArray<Representation> Candidates()
    {
        CubeShape shape = _context.Cube.Shape;
        (double, double) centre = _context.Geometry is { } beam ? (beam.CentreRow, beam.CentreColumn) : ((shape.DetectorY - 1) / 2.0, (shape.DetectorX - 1) / 2.0);
        ImmutableArray<Representation> all = RepresentationKinds.Candidates(new CandidateContext(
            _context, [.. Targets.Select(target => target.Request)], centre, TargetPlan.Box(Targets, _context), Patterns));
        if (_request.Only is not { } only) return all;
        return all.Any(representation => representation.Name == only) ? [.. all.Where(representation => representation.Name == only || representation is WholePatterns)]
            : throw new ArgumentException($"there is no representation '{only}' of this scan; there are {string.Join(", ", all.Select(representation => representation.Name))}");
    }

    private Rung Try(Representation representation)
    {
        _cancellation.ThrowIfCancellationRequested();
        Rung rung = new(representation, Targets.Length);
        int[] asked = [.. Enumerable.Range(0, Targets.Length).Where(i => representation.CanAnswer(Targets[i].Request))];
        SampleAnswer[] answers = Ask(_study, representation, asked, out double bytes);
        rung.EstimatedBytes = bytes;
        for (int i = 0; i < asked.Length; i++)
        {
            RungFinding finding = rung.Findings[asked[i]];
            finding.Own = answers[i];
            finding.Verdict = Judge(representation, Targets[asked[i]], _request.IsQuick ? answers[i].UpperRatio : answers[i].Ratio);
        }
        return rung;
    }

    private static Verdict Judge(Representation representation, Target target, double ratio)
    {
        if (!(ratio <= 1)) return Verdict.Fails;
        if (target.Latitude.Kind != LatitudeKind.Fixed && representation is TargetMaps && target.Kind.Freedom != TargetFreedom.None) return Verdict.CannotBeRechosen;
        int exact = representation.ExactPixels;
        return target.Latitude.Kind == LatitudeKind.Open && (exact == 0 || target.Latitude.ResolutionPixels % exact != 0) ? Verdict.LosesPatterns : Verdict.Passes;
    }

    // Draws cost more than all else: only what is smaller than the full cube, which needs none, is held against them.
    private void SortOut()
    {
        double most = Rungs.First(rung => rung.Representation is WholePatterns).EstimatedBytes;
        foreach (Rung rung in Rungs.Where(rung => rung.Representation.ExactPixels != 1))
        {
            int[] passing = [.. Enumerable.Range(0, Targets.Length).Where(i => rung.Findings[i].Verdict == Verdict.Passes)];
            if (rung.EstimatedBytes >= most && _request.Only is null)
            {
                foreach (int target in passing) rung.Findings[target].Verdict = Verdict.LargerThanCube;
                continue;
            }
            int[] asked = [.. Enumerable.Range(0, _study.Questions.Length).Where(i => _study.Questions[i].IsDraw && passing.Contains(_study.Questions[i].Target))];
            if (asked.Length == 0) continue;
            foreach (IGrouping<int, SampleAnswer> answers in Ask(_study, rung.Representation, asked, out _).GroupBy(answer => _study.Questions[answer.Question].Target))
            {
                RungFinding finding = rung.Findings[answers.Key];
                finding.LatitudeBound = LatitudeBound.Of(answers.Select(answer => answer.UpperRatio));
                if (!(finding.LatitudeBound <= 1)) finding.Verdict = Verdict.FailsInLatitude;
            }
        }
    }

    private SampleAnswer[] Ask(SampleStudy study, Representation representation, int[] asked, out double bytes) =>
        study.Ask(representation, asked, _context.Cube.Shape.Patterns, out bytes, _cancellation);

    private IEnumerable<Question> Draws(IEnumerable<int> targets, int count) => targets.SelectMany(target =>
        LatitudeDraws.Of(_sampled[target], _context, Targets[target].Request.Name == "strain" ? Math.Min(count, MostStrainDraws) : count, _random).Select(request => new Question(target, request, IsDraw: true)));

    private float[][] Patterns()
    {
        HeldPatterns held = First.Reader;
        int pixels = checked((int)held.Cube.Shape.PatternSamples), count = (int)Math.Clamp(MostFitted / pixels, 2, First.Positions);
        double[] values = new double[pixels];
        float[][] patterns = new float[count][];
        for (int i = 0; i < count; i++)
        {
            StoredValues.Read(held.Cube.Element, held.Pattern((int)((long)i * First.Positions / count)), values);
            patterns[i] = Array.ConvertAll(values, value => (float)value);
        }
        return patterns;
    }
}
