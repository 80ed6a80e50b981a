using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>Collects the electrons of patterns; answers are those of the patterns themselves, of which nothing is lost.</summary>
internal sealed class EventRun : RepresentationRun
{
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
        double[] pixels = [.. Events.All.SelectMany(list => list).Select(pixel => (double)pixel)], counts = [.. Events.All.Select(list => (double)list.Length)];
        return RecordCodec.Measure(_element, pixels) + RecordCodec.Measure(ElementType.UInt32, counts);
    }
}
