using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>The asked values themselves and nothing else: enough for what was asked, of no use for anything that was not.</summary>
public sealed class TargetMaps(ImmutableArray<ViewRequest> kept) : Representation
{
    public override string Name => "maps";

    public override string Title => "the asked values alone";

    public override string Recovers => "these very values: " + string.Join(", ", kept.Select(request => request.Text));

    public override Assertion Asserts => Assertion.Nothing;

    /// <summary>What is kept.</summary>
    public ImmutableArray<ViewRequest> Requests => kept;

    public override RepresentationDescription Describe() => new("maps", ImmutableSortedDictionary<string, double>.Empty);

    public override bool CanAnswer(ViewRequest request) => kept.Any(one => one.Text == request.Text);

    public override RepresentationRun Start(ImmutableArray<ViewRequest> requests, ViewContext context) => new Run(requests, context);

    /// <summary>Counts up to 2^32 are kept as they are; other values as float32.</summary>
    public static ElementType ElementOf(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (value < 0 || value > uint.MaxValue || value != Math.Floor(value)) return ElementType.Float32;
        return ElementType.UInt32;
    }

    /// <summary>Results as they come back from a record.</summary>
    internal static IReadOnlyList<ViewResult> Rounded(IReadOnlyList<ViewResult> results) => [.. results.Select(result =>
    {
        double[] values = [.. result.Values];
        StoredValues.Round(ElementOf(values), values);
        return result with { Values = values };
    })];

    private sealed class Run(ImmutableArray<ViewRequest> asked, ViewContext context) : RepresentationRun
    {
        private readonly PlannedView[] _views = [.. asked.Select(request => ViewKinds.Of(request).Plan(request, context))];

        public override IReadOnlyList<PositionView> Positions => [.. _views.SelectMany(view => view.Positions)];

        public override IReadOnlyList<ViewResult> Answer(int request) => Rounded(_views[request].Results());
    }
}
