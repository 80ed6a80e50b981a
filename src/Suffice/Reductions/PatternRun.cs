using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>Answers from patterns that are made again, or straight from what is kept of them where a view is a sum.</summary>
public sealed class PatternRun : RepresentationRun
{
    private readonly Func<IReadOnlyList<ViewResult>>[] _answers;

    internal PatternRun(PatternRepresentation representation, ImmutableArray<ViewRequest> requests, ViewContext context)
    {
        List<LinearView> sums = [];
        List<PositionView> views = [];
        _answers = new Func<IReadOnlyList<ViewResult>>[requests.Length];
        for (int i = 0; i < requests.Length; i++)
        {
            if (representation.ExactPixels != 1 && LinearView.Of(representation, requests[i], context) is { } sum)
            {
                sums.Add(sum);
                _answers[i] = sum.Results;
                continue;
            }
            PlannedView view = ViewKinds.Of(requests[i]).Plan(requests[i], context);
            views.AddRange(view.Positions);
            _answers[i] = view.Results;
        }
        Restored = representation.ScanFactor == 1
            ? new RestoredPositions(representation, sums, views, checked((int)context.Cube.Shape.PatternSamples)) : new RestoredBlocks(representation, sums, views, context.Cube.Shape);
    }

    /// <summary>Takes the patterns in; a record listens there to what is kept.</summary>
    public KeptPositions Restored { get; }

    public override IReadOnlyList<PositionView> Positions => [Restored];

    public override IReadOnlyList<ViewResult> Answer(int request) => _answers[request]();
}
