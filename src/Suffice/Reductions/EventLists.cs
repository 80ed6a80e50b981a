using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>The detector pixel of each electron, position by position: every sample, where samples are numbers of electrons.</summary>
/// <remarks>The layout of the 4D Camera's files, with counts for each position in place of lists of any length.</remarks>
public sealed class EventLists(ViewContext context) : Representation
{
    public override string Name => "events";

    public override string Title => "the pixel of each electron";

    public override string Recovers => "every sample";

    public override Assertion Asserts => Assertion.Nothing;

    public override int ExactPixels => 1;

    /// <summary>Type of a pixel's index.</summary>
    public ElementType Element => context.Cube.Shape.PatternSamples <= 1 << 16 ? ElementType.UInt16 : ElementType.UInt32;

    /// <summary>Whether a scan has fewer electrons than samples; otherwise their lists are longer than the cube.</summary>
    public static bool AreFewerThanSamples(ViewContext context)
    {
        double electrons = 0;
        foreach (double mean in context.MeanPattern.Span) electrons += mean;
        return electrons <= context.Cube.Shape.PatternSamples;
    }

    public override RepresentationDescription Describe() => new("events", ImmutableSortedDictionary<string, double>.Empty);

    public override bool CanAnswer(ViewRequest request) => true;

    public override RepresentationRun Start(ImmutableArray<ViewRequest> requests, ViewContext context) => new EventRun(Element, requests, context);
}
