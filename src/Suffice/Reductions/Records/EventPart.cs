using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>The electrons of every pattern: an array of their pixels and a map of their numbers.</summary>
/// <param name="counts">Electrons at each position, from an earlier pass: an array's length must be known before it is written.</param>
/// <param name="full">Answers of the data.</param>
internal sealed class EventPart(EventLists events, ViewResult counts, RecordWriter writer, ViewContext context, Func<int, IReadOnlyList<ViewResult>> full) : RecordPart(events)
{
    private readonly EventArray _array = writer.AddEvents(events.Element, (long)counts.Values.Sum());
    private readonly EventCollector _collector = new(context.Cube.Shape);
    private int _next;

    public override IReadOnlyList<PositionView> Positions => [_collector];

    public override void End(CubeRegion slab, SampleBuffer? samples, CancellationToken cancellation)
    {
        CubeShape shape = context.Cube.Shape;
        // Slabs that do not reach across the scan wait for their neighbours: the array is in the scan's order.
        if (slab.ScanX + slab.Extent.ScanX < shape.ScanX) return;
        for (int end = (slab.ScanY + slab.Extent.ScanY) * shape.ScanX; _next < end; _next++) _array.Add(_collector.Take(_next / shape.ScanX, _next % shape.ScanX));
    }

    public override CertificateForm Finish()
    {
        writer.Close(_array);
        return Form(_array.Path, [new CertificateMap("", "counts", writer.AddMap("event_counts", counts))]);
    }

    public override IReadOnlyList<ViewResult> Answer(int request) => full(request);
}
