using System.Collections.Immutable;
using System.Numerics;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>
/// One pass over all data: writes what the chosen representations keep, and compares every target's answer from it with that from the data.
/// </summary>
internal sealed class Confirmation
{
    private const long SlabBytes = 64L << 20;

    private readonly ICubeReader _reader;
    private readonly ViewContext _context;
    private readonly ImmutableArray<Target> _targets;
    private readonly ReductionRequest _request;

    public Confirmation(ICubeReader reader, ViewContext context, ImmutableArray<Target> targets, ReductionRequest request) =>
        (_reader, _context, _targets, _request) = (reader, context, targets, request);

    /// <summary>The values from the data, of each target; null where they were not needed.</summary>
    public IReadOnlyList<ViewResult>?[] Full { get; private set; } = [];

    /// <summary>The values from the record.</summary>
    public IReadOnlyList<ViewResult>?[] Kept { get; private set; } = [];

    /// <summary>The forms of the record.</summary>
    public List<CertificateForm> Forms { get; } = [];

    /// <summary>Reads all data once.</summary>
    public void Run(IReadOnlyList<Rung> rungs, RecordWriter writer, Action<long, long>? progress, CancellationToken cancellation)
    {
        bool[] isNeeded = [.. _targets.Select((_, t) => !_request.IsQuick || rungs.Any(rung => rung.Representation is TargetMaps && rung.Serves.Contains(t)))];
        PlannedView?[] full = [.. _targets.Select((target, t) => isNeeded[t] ? ViewKinds.Of(target.Request).Plan(target.Request, _context) : null)];
        ImmutableArray<CubeRegion> slabs = Slabs(rungs);
        List<PositionView> positions = [.. full.SelectMany(view => view?.Positions ?? [])];
        List<(Rung Rung, RepresentationRun Run)> runs = [];
        List<(KeptArray Array, bool IsWhole)> arrays = [];
        foreach (Rung rung in rungs)
        {
            if (rung.Representation is PatternRepresentation { } patterns)
            {
                KeptArray array = writer.AddPatterns(patterns, slabs[0]);
                bool isWhole = patterns.ExactPixels == 1;
                arrays.Add((array, isWhole));
                Forms.Add(FormOf(rung, array.Path));
                if (isWhole) continue;
                PatternRun run = (PatternRun)patterns.Start(_request.IsQuick ? [] : RequestsOf(rung), _context);
                run.Restored.Listener = array.Take;
                positions.AddRange(run.Positions);
                runs.Add((rung, run));
            }
            else if (rung.Representation is not TargetMaps)
            {
                RepresentationRun run = rung.Representation.Start(RequestsOf(rung), _context);
                positions.AddRange(run.Positions);
                runs.Add((rung, run));
            }
        }
        Read(slabs, positions, arrays, progress, cancellation);
        foreach ((KeptArray array, _) in arrays) writer.Close(array);
        Full = [.. full.Select(view => view?.Results())];
        Kept = [.. _targets.Select((_, t) => Answer(t, rungs, runs))];
        foreach (Rung rung in rungs.Where(rung => rung.Representation is TargetMaps)) Forms.Add(WriteMaps(rung, writer));
    }

    private void Read(
        ImmutableArray<CubeRegion> slabs, List<PositionView> positions, List<(KeptArray Array, bool IsWhole)> arrays, Action<long, long>? progress, CancellationToken cancellation)
    {
        Cube cube = _context.Cube;
        long done = 0;
        using SampleBuffer samples = new(slabs.Max(slab => slab.Extent.Patterns) * cube.PatternBytes);
        foreach (CubeRegion slab in slabs)
        {
            cancellation.ThrowIfCancellationRequested();
            int bytes = checked((int)(slab.Extent.Patterns * cube.PatternBytes));
            _reader.Read(slab, samples.Span(0, bytes), _request.Threads);
            foreach ((KeptArray array, bool isWhole) in arrays)
                if (!isWhole) array.Begin(slab);
            ViewPass.Add(cube, slab, samples, positions, [], _request.Threads, cancellation);
            foreach ((KeptArray array, bool isWhole) in arrays)
            {
                if (isWhole) array.Write(slab, samples, cancellation);
                else array.End(cancellation);
            }
            progress?.Invoke(done += bytes, cube.Bytes);
        }
    }

    // A lossless copy answers what the data do: its chunks were decoded and compared.
    private IReadOnlyList<ViewResult>? Answer(int target, IReadOnlyList<Rung> rungs, List<(Rung Rung, RepresentationRun Run)> runs)
    {
        if (_request.IsQuick) return null;
        Rung serving = rungs.First(rung => rung.Serves.Contains(target));
        if (serving.Representation.ExactPixels == 1) return Full[target];
        if (serving.Representation is TargetMaps) return TargetMaps.Rounded(Full[target]!);
        return runs.First(run => run.Rung == serving).Run.Answer(serving.Serves.IndexOf(target));
    }

    private CertificateForm WriteMaps(Rung rung, RecordWriter writer)
    {
        List<CertificateMap> maps = [];
        foreach (int t in rung.Serves)
            foreach (ViewResult result in Full[t]!.Where(result => _targets[t].Kind.Compared.Contains(result.Name)))
            {
                string name = result.Name.Length == 0 ? _targets[t].Request.FileName : $"{_targets[t].Request.FileName}-{result.Name}";
                maps.Add(new CertificateMap(_targets[t].Request.Text, result.Name, writer.AddMap(name, result)));
            }
        return FormOf(rung, null) with { Maps = [.. maps] };
    }

    private ImmutableArray<ViewRequest> RequestsOf(Rung rung) => [.. rung.Serves.Select(t => _targets[t].Request)];

    private static CertificateForm FormOf(Rung rung, string? array)
    {
        RepresentationDescription description = rung.Representation.Describe();
        return new CertificateForm(
            rung.Representation.Name, description.Kind, description.Parameters, [.. description.Common.Select(common => common.Name)], array, []);
    }

    private ImmutableArray<CubeRegion> Slabs(IReadOnlyList<Rung> rungs)
    {
        CubeShape shape = _context.Cube.Shape, block = _reader.BlockShape;
        int factor = rungs.Max(rung => (rung.Representation as PatternRepresentation)?.ScanFactor ?? 1);
        block = block with { ScanY = Multiple(block.ScanY, factor, shape.ScanY), ScanX = Multiple(block.ScanX, factor, shape.ScanX) };
        return SlabPlan.Cut(shape, block, _context.Cube.PatternBytes, Math.Min(SlabBytes, _request.MemoryBytes / 4));
    }

    private static int Multiple(int a, int b, int most) => (int)Math.Min(most, a * (long)b / (long)BigInteger.GreatestCommonDivisor(a, b));
}
