using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>Answers from patterns that are made again.</summary>
public sealed class PatternRun : RepresentationRun
{
    private readonly PlannedView[] _views;

    internal PatternRun(PatternRepresentation representation, ImmutableArray<ViewRequest> requests, ViewContext context)
    {
        _views = [.. requests.Select(request => ViewKinds.Of(request).Plan(request, context))];
        PositionView[] positions = [.. _views.SelectMany(view => view.Positions)];
        int pixels = checked((int)context.Cube.Shape.PatternSamples);
        Restored = representation.ScanFactor == 1
            ? new RestoredPositions(representation, positions, pixels) : new RestoredBlocks(representation, positions, context.Cube.Shape);
    }

    /// <summary>Takes the patterns in; a record listens there to what is kept.</summary>
    public KeptPositions Restored { get; }

    public override IReadOnlyList<PositionView> Positions => [Restored];

    public override IReadOnlyList<ViewResult> Answer(int request) => _views[request].Results();
}
