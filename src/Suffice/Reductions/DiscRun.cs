using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>Finds discs, and answers from their lists.</summary>
internal sealed class DiscRun : RepresentationRun
{
    private readonly DiscLists _discs;
    private readonly ImmutableArray<ViewRequest> _requests;
    private readonly ViewContext _context;
    private readonly PositionView _view;
    private readonly Func<IReadOnlyList<double[]>> _lists;

    public DiscRun(DiscLists discs, ImmutableArray<ViewRequest> requests, ViewContext context)
    {
        (_discs, _requests, _context) = (discs, requests, context);
        (_view, _lists) = discs.Measure(context);
    }

    public override IReadOnlyList<PositionView> Positions => [_view];

    /// <summary>Number of discs at each position, and the numbers of all discs.</summary>
    public (double[] Counts, double[] Discs) Lists()
    {
        IReadOnlyList<double[]> lists = _lists();
        return ([.. lists.Select(list => (double)(list.Length / _discs.Columns))], [.. lists.SelectMany(list => list)]);
    }

    public override long? KeptBytes()
    {
        (double[] counts, double[] discs) = Lists();
        return RecordCodec.Measure(ElementType.UInt32, counts) + RecordCodec.Measure(ElementType.Float32, discs);
    }

    public override IReadOnlyList<ViewResult> Answer(int request) => _discs.Answer(_requests[request], _lists(), _context);
}
