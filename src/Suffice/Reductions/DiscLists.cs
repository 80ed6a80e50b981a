using System.Collections.Immutable;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>A list of discs for each pattern, a few numbers for each disc, in single precision.</summary>
public abstract class DiscLists : Representation
{
    public override Assertion Asserts => Assertion.Specimen;

    /// <summary>Numbers that are kept of a disc.</summary>
    internal abstract int Columns { get; }

    /// <summary>An estimator of the lists, to run over a cube's patterns, and what it found: positions row-major, discs one after the other.</summary>
    internal abstract (PositionView View, Func<IReadOnlyList<double[]>> Lists) Measure(ViewContext context);

    /// <summary>The answer to a question from lists.</summary>
    internal abstract IReadOnlyList<ViewResult> Answer(ViewRequest request, IReadOnlyList<double[]> lists, ViewContext context);

    public override RepresentationRun Start(ImmutableArray<ViewRequest> requests, ViewContext context) => new DiscRun(this, requests, context);
}
