using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>
/// Questions put to a sample of a scan: their answers from the data, the noise of these, and how far answers from representations are off.
/// </summary>
internal sealed class SampleStudy
{
    private readonly PositionSample _sample;
    private readonly ViewContext _context;
    private readonly ImmutableArray<Target> _targets;
    private readonly int _threads;
    private readonly IReadOnlyList<ViewResult>[] _answers;

    /// <param name="context">What is known of the whole cube.</param>
    /// <param name="noiseSeed">For dealing electrons into halves; null where the samples are no counts.</param>
    public SampleStudy(
        PositionSample sample, ViewContext context, ImmutableArray<Target> targets, ImmutableArray<Question> questions, ulong? noiseSeed, int threads,
        CancellationToken cancellation)
    {
        (_sample, _context, _targets, Questions, _threads) = (sample, context with { Cube = sample.Reader.Cube }, targets, questions, threads);
        PlannedView[] views = Plan();
        PlannedView[] first = noiseSeed is null ? [] : Plan(), second = noiseSeed is null ? [] : Plan();
        List<PositionView> positions = [.. views.SelectMany(view => view.Positions)];
        if (noiseSeed is { } seed)
            positions.Add(new ThinnedPositions(
                [.. first.SelectMany(view => view.Positions)], [.. second.SelectMany(view => view.Positions)],
                _context.Cube.Shape.ScanX, checked((int)_context.Cube.Shape.PatternSamples), seed));
        ViewPass.Run(sample.Reader, positions, [], threads, cancellation: cancellation);
        _answers = [.. views.Select(view => view.Results())];
        Sigmas = [.. questions.Select((question, i) => noiseSeed is null ? null : Noise(question, first[i], second[i]))];
    }

    public ImmutableArray<Question> Questions { get; }

    /// <summary>The shot noise of each question's values; null where it was not measured.</summary>
    public ImmutableArray<Interval?> Sigmas { get; }

    /// <summary>Unit of a question's values.</summary>
    public string UnitOf(int question) => _answers[question].First(result => result.Name == TargetOf(question).Kind.Compared[0]).Unit;

    /// <summary>The largest error that a question's target allows, with the question's own noise and size.</summary>
    public double Limit(int question) => TargetOf(question).Tolerance.Limit(
        Sigmas[question]?.Value ?? double.NaN, TargetSize.Of(TargetOf(question), _answers[question]));

    /// <summary>Lets a representation answer some questions.</summary>
    /// <param name="asked">Places of the questions.</param>
    /// <param name="bytes">Bytes that the whole scan would take, from those of the sample.</param>
    /// <param name="patterns">Number of patterns of the whole scan.</param>
    public SampleAnswer[] Ask(Representation representation, int[] asked, long patterns, out double bytes, CancellationToken cancellation)
    {
        RepresentationRun run = representation.Start([.. asked.Select(i => Questions[i].Request)], _context);
        using KeptSample? kept = run is PatternRun pattern ? new KeptSample((PatternRepresentation)representation, pattern, _sample.Reader) : null;
        ViewPass.Run(_sample.Reader, run.Positions, [], _threads, cancellation: cancellation);
        bytes = (kept?.Bytes() ?? run.KeptBytes() ?? KeptSample.MapBytes(asked.SelectMany((question, i) => run.Answer(i).Where(result => TargetOf(question).Kind.Compared.Contains(result.Name))))) * (double)patterns / _sample.Positions
            + representation.Describe().Common.Sum(common => (long)common.Values.Length * sizeof(float));
        return [.. asked.Select((question, i) => Compare(question, run, i))];
    }

    private SampleAnswer Compare(int question, RepresentationRun run, int place)
    {
        try
        {
            return Compare(question, run.Answer(place));
        }
        catch (ArgumentException)
        {
            // So little is left of the patterns that the view finds nothing in them.
            return new SampleAnswer(question, Interval.Exact(double.PositiveInfinity), double.PositiveInfinity, double.PositiveInfinity);
        }
    }

    private SampleAnswer Compare(int question, IReadOnlyList<ViewResult> answer)
    {
        TargetErrors errors = TargetErrors.Between(TargetOf(question), _answers[question], answer, _sample.Positions);
        Interval rms = errors.RmsInterval(_sample.ClusterOf, _sample.Clusters, _sample.Part);
        Tolerance tolerance = TargetOf(question).Tolerance;
        double found = errors.Of(tolerance.Measure), limit = Limit(question);
        // Of percentiles and maxima a sample gives no upper bound.
        Interval error = tolerance.Measure == ErrorMeasure.Rms ? rms : Interval.Exact(found);
        return new SampleAnswer(question, error, error.Value == 0 ? 0 : error.Value / limit, error.Upper == 0 ? 0 : error.Upper / limit);
    }

    private Interval? Noise(Question question, PlannedView first, PlannedView second)
    {
        if (_targets[question.Target].Kind.AreLabels) return null;
        TargetErrors errors = TargetErrors.Between(_targets[question.Target], first.Results(), second.Results(), _sample.Positions).Halved();
        Interval noise = errors.RmsInterval(_sample.ClusterOf, _sample.Clusters, 0);
        // Discs that are found in one half and not in the other may be so in repetitions too, whatever the dose, and then halving is too much. Where
        // only the half's dose is too low for them, the figure is too large and no interval tells: docs/decisions says how rough it is.
        return question.Request.Name == "bragg" ? noise with { Upper = Math.Sqrt(2) * noise.Upper } : noise;
    }

    private Target TargetOf(int question) => _targets[Questions[question].Target] with { Request = Questions[question].Request };

    private PlannedView[] Plan() => [.. Questions.Select(question => ViewKinds.Of(question.Request).Plan(question.Request, _context))];
}

/// <summary>How far an answer from a representation is off, on a sample.</summary>
/// <param name="Error">In the target's unit.</param>
/// <param name="Ratio">Error over what is allowed.</param>
/// <param name="UpperRatio">Upper end of the error's interval over what is allowed.</param>
internal sealed record SampleAnswer(int Question, Interval Error, double Ratio, double UpperRatio);
