using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>Collects the electrons of patterns; answers are those of the patterns themselves, of which nothing is lost.</summary>
internal sealed class EventRun : RepresentationRun
{
    // Electrons whose lists tell how small all become.
    private const int MostMeasured = 1 << 22;

    private readonly ElementType _element;
    private readonly PlannedView[] _views;

    public EventRun(ElementType element, ImmutableArray<ViewRequest> requests, ViewContext context)
    {
        _element = element;
        _views = [.. requests.Select(request => ViewKinds.Of(request).Plan(request, context))];
        Events = new EventCollector(context.Cube.Shape);
    }

    /// <summary>The electrons of each position that has come by.</summary>
    public EventCollector Events { get; }

    public override IReadOnlyList<PositionView> Positions => [Events, .. _views.SelectMany(view => view.Positions)];

    public override IReadOnlyList<ViewResult> Answer(int request) => _views[request].Results();

    public override long? KeptBytes()
    {
        double[] counts = [.. Events.All.Select(list => (double)list.Length)];
        double all = counts.Sum();
        int step = (int)Math.Ceiling(Math.Max(1, all / MostMeasured));
        double[] pixels = [.. Events.All.Where((_, position) => position % step == 0).SelectMany(list => list).Select(pixel => (double)pixel)];
        double share = pixels.Length == 0 ? 1 : all / pixels.Length;
        return (long)(share * RecordCodec.Measure(_element, pixels)) + RecordCodec.Measure(ElementType.UInt32, counts);
    }
}
