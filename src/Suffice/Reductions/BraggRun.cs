using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>Finds discs, and answers from their lists.</summary>
internal sealed class BraggRun : RepresentationRun
{
    private readonly BraggLists _lists;
    private readonly ImmutableArray<ViewRequest> _requests;
    private readonly ViewContext _context;
    private readonly BraggDiscs _discs;

    public BraggRun(BraggLists lists, double radius, ImmutableArray<ViewRequest> requests, ViewContext context)
    {
        (_lists, _requests, _context) = (lists, requests, context);
        CubeShape shape = context.Cube.Shape;
        _discs = new BraggDiscs(new DiscTemplate(radius), context.AllPixels, shape.ScanY, shape.ScanX);
    }

    public override IReadOnlyList<PositionView> Positions => [_discs];

    /// <summary>The discs as they are stored.</summary>
    public IReadOnlyList<ImmutableArray<BraggPeak>> Peaks =>
        [.. _discs.Peaks.Select(list => ImmutableArray.CreateRange(list, peak => new BraggPeak((float)peak.Row, (float)peak.Column, (float)peak.Intensity)))];

    /// <summary>Number of discs at each position, and row, column and intensity of each.</summary>
    public (double[] Counts, double[] Discs) Lists()
    {
        IReadOnlyList<ImmutableArray<BraggPeak>> peaks = Peaks;
        return ([.. peaks.Select(list => (double)list.Length)], [.. peaks.SelectMany(list => list).SelectMany(peak => (double[])[peak.Row, peak.Column, peak.Intensity])]);
    }

    public override long? KeptBytes()
    {
        (double[] counts, double[] discs) = Lists();
        return RecordCodec.Measure(ElementType.UInt32, counts) + RecordCodec.Measure(ElementType.Float32, discs);
    }

    public override IReadOnlyList<ViewResult> Answer(int request) => _lists.Answer(_requests[request], Peaks, _context);
}
