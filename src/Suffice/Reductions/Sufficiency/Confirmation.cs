using System.Collections.Immutable;
using System.Numerics;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>
/// One pass over all data: writes what the chosen representations keep, and compares every target's answer from it with that from the data.
/// </summary>
/// <param name="draws">For each target, parameters from its latitude that are asked for as well.</param>
internal sealed class Confirmation(
    ICubeReader reader, ViewContext context, ImmutableArray<Target> targets, ImmutableArray<WholeScanDraw>[] draws, ReductionRequest request)
{
    // Of samples that are held together; and of those that go by one after the other, between two steps of writing.
    private const long SlabBytes = 64L << 20, VisitedBytes = 256L << 20;

    /// <summary>The values from the data, of each target; null where they were not needed.</summary>
    public IReadOnlyList<ViewResult>?[] Full { get; private set; } = [];

    /// <summary>The values from the record; null where the errors are those of a sample.</summary>
    public IReadOnlyList<ViewResult>?[] Kept { get; private set; } = [];

    /// <summary>The errors over the tolerance at each target's draws.</summary>
    public double[][] DrawnRatios { get; private set; } = [];

    /// <summary>The forms of the record.</summary>
    public ImmutableArray<CertificateForm> Forms { get; private set; } = [];

    /// <summary>Reads all data once; twice where electrons are listed, whose number must be known first.</summary>
    public void Run(IReadOnlyList<Rung> rungs, RecordWriter writer, Action<long, long>? progress, CancellationToken cancellation)
    {
        bool IsNeeded(int target) => !request.IsQuick || rungs.Any(rung => rung.Representation is TargetMaps && rung.Serves.Contains(target));
        PlannedView?[] full = [.. targets.Select((target, t) => IsNeeded(t) ? ViewKinds.Of(target.Request).Plan(target.Request, context) : null)];
        PlannedView[][] drawn = [.. draws.Select(some => some.Select(draw => ViewKinds.Of(draw.Request).Plan(draw.Request, context)).ToArray())];
        Full = new IReadOnlyList<ViewResult>?[targets.Length];
        IReadOnlyList<ViewResult> FullOf(int target) => Full[target] ??= full[target]!.Results();
        ImmutableArray<CubeRegion> slabs = Slabs(rungs);
        RecordPart[] parts = [.. rungs.Select(rung => PartOf(rung, writer, slabs[0], served => FullOf(rung.Serves[served]), cancellation))];
        Read(slabs, [.. full.Concat(drawn.SelectMany(views => views)).SelectMany(view => view?.Positions ?? []), .. parts.SelectMany(part => part.Positions)], parts, progress, cancellation);
        for (int t = 0; t < targets.Length; t++)
            if (full[t] is not null) _ = FullOf(t);
        Forms = [.. parts.Select(part => part.Finish())];
        Kept = [.. targets.Select((_, t) => Answer(t, rungs, parts))];
        DrawnRatios = [.. drawn.Select((views, t) => views.Select((view, i) => Ratio(t, draws[t][i], view.Results(), Drawn(t, i, rungs, parts))).ToArray())];
    }

    private double Ratio(int t, WholeScanDraw draw, IReadOnlyList<ViewResult> full, IReadOnlyList<ViewResult> kept)
    {
        Target target = targets[t] with { Request = draw.Request };
        double error = TargetErrors.Between(target, full, kept, checked((int)context.Cube.Shape.Patterns)).Of(target.Tolerance.Measure);
        return error == 0 ? 0 : error / target.Tolerance.Limit(draw.Sigma, TargetSize.Of(target, full));
    }

    // A part is asked for the targets that it serves, and after these for their draws.
    private IReadOnlyList<ViewResult> Drawn(int target, int draw, IReadOnlyList<Rung> rungs, RecordPart[] parts)
    {
        int serving = Enumerable.Range(0, rungs.Count).First(i => rungs[i].Serves.Contains(target));
        List<int> served = rungs[serving].Serves;
        return parts[serving].Answer(served.Count + served.TakeWhile(t => t != target).Sum(t => draws[t].Length) + draw);
    }

    private IReadOnlyList<ViewResult>? Answer(int target, IReadOnlyList<Rung> rungs, RecordPart[] parts)
    {
        if (request.IsQuick) return null;
        for (int i = 0; i < parts.Length; i++)
            if (rungs[i].Serves.IndexOf(target) is int place and >= 0) return parts[i].Answer(place);
        return null;
    }

    private RecordPart PartOf(Rung rung, RecordWriter writer, CubeRegion slab, Func<int, IReadOnlyList<ViewResult>> full, CancellationToken cancellation)
    {
        ImmutableArray<ViewRequest> served = [.. rung.Serves.Select(t => targets[t].Request)];
        return rung.Representation switch
        {
            TargetMaps maps => new MapPart(maps, served, [.. rung.Serves.Select(t => targets[t].Kind.Compared)], writer, full),
            WholePatterns whole => new WholePart(whole, writer, slab, full),
            DiscLists lists => new DiscPart(lists, served, writer, context),
            EventLists events => new EventPart(events, Electrons(cancellation), writer, context, full),
            _ => new PatternPart(
                (PatternRepresentation)rung.Representation, request.IsQuick ? [] : [.. served, .. rung.Serves.SelectMany(t => draws[t]).Select(draw => draw.Request)], context, writer, slab),
        };
    }

    private ViewResult Electrons(CancellationToken cancellation)
    {
        CubeShape shape = context.Cube.Shape;
        VirtualImage sum = new(DetectorMask.Whole(shape.DetectorY, shape.DetectorX), shape.ScanY, shape.ScanX);
        ViewPass.Run(reader, [sum], [], request.Threads, request.MemoryBytes / 4, cancellation: cancellation);
        return new ViewResult("", "electrons in each pattern", "counts", ViewKinds.ScanAxes(context.Cube), sum.Values.ToArray());
    }

    private void Read(ImmutableArray<CubeRegion> slabs, PositionView[] positions, RecordPart[] parts, Action<long, long>? progress, CancellationToken cancellation)
    {
        Cube cube = context.Cube;
        long done = 0;
        IPatternReader? visited = parts.Any(part => part.NeedsSamples) ? null : Visited;
        using SampleBuffer? samples = visited is null ? new(slabs.Max(slab => slab.Extent.Patterns) * cube.PatternBytes) : null;
        foreach (CubeRegion slab in slabs)
        {
            cancellation.ThrowIfCancellationRequested();
            long bytes = slab.Extent.Patterns * cube.PatternBytes;
            if (samples is not null) reader.Read(slab, samples.Span(0, checked((int)bytes)), request.Threads);
            foreach (RecordPart part in parts) part.Begin(slab);
            if (visited is not null) visited.Visit([slab], ViewPass.Visitor(cube.Element, positions), request.Threads, cancellation);
            else ViewPass.Add(cube, slab, samples!, positions, [], request.Threads, cancellation);
            foreach (RecordPart part in parts) part.End(slab, samples, cancellation);
            progress?.Invoke(done += bytes, cube.Bytes);
        }
    }

    private IPatternReader? Visited => reader is IPatternReader { CanVisit: true } patterns ? patterns : null;

    // Slabs of whole blocks of the file, and of whole squares of positions where these are summed.
    private ImmutableArray<CubeRegion> Slabs(IReadOnlyList<Rung> rungs)
    {
        CubeShape shape = context.Cube.Shape, block = reader.BlockShape;
        int factor = rungs.Max(rung => (rung.Representation as PatternRepresentation)?.ScanFactor ?? 1);
        block = block with { ScanY = Multiple(block.ScanY, factor, shape.ScanY), ScanX = Multiple(block.ScanX, factor, shape.ScanX) };
        bool areHeld = Visited is null || rungs.Any(rung => rung.Representation is WholePatterns);
        return SlabPlan.Cut(shape, block, context.Cube.PatternBytes, Math.Min(areHeld ? SlabBytes : VisitedBytes, request.MemoryBytes / 4));
    }

    private static int Multiple(int a, int b, int most) => (int)Math.Min(most, a * (long)b / (long)BigInteger.GreatestCommonDivisor(a, b));
}
