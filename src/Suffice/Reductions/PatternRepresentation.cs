using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>A representation that keeps some numbers of each pattern, from which a pattern can be made again: every view can be had from it.</summary>
public abstract class PatternRepresentation : Representation
{
    /// <summary>Type of the numbers that are kept.</summary>
    public abstract ElementType Element { get; }

    /// <summary>Rows of numbers that are kept of each pattern.</summary>
    public abstract int Rows { get; }

    /// <summary>Columns of numbers that are kept of each pattern.</summary>
    public abstract int Columns { get; }

    /// <summary>Positions along each scan axis whose numbers are summed before they are kept.</summary>
    public virtual int ScanFactor => 1;

    /// <summary>Axes of the numbers of one pattern, calibrated where they are pixels.</summary>
    public virtual ImmutableArray<Axis> Axes(Cube cube) => [new Axis("row", Rows), new Axis("number", Columns)];

    /// <summary>Whether these axes mean something to a reader of the array.</summary>
    public virtual bool HasAxes => true;

    /// <summary>Makes the numbers of one pattern. Thread-safe.</summary>
    public abstract void Encode<T>(ReadOnlySpan<T> pattern, Span<double> stored) where T : unmanaged;

    /// <summary>Makes a pattern of the detector's extents from stored numbers. Thread-safe.</summary>
    public abstract void Restore(ReadOnlySpan<double> stored, Span<double> pattern);

    /// <summary>
    /// The weights of the stored numbers in a weighted sum over the pixels of the pattern that comes back: what comes back is linear in them.
    /// </summary>
    /// <param name="pixelWeights">Weight of each pixel.</param>
    public abstract double[] Adjoint(ReadOnlySpan<double> pixelWeights);

    public override bool CanAnswer(ViewRequest request) => true;

    public override RepresentationRun Start(ImmutableArray<ViewRequest> requests, ViewContext context) => new PatternRun(this, requests, context);
}
