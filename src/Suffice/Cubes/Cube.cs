using System.Collections.Immutable;

namespace Suffice.Cubes;

/// <summary>
/// Describes a datacube: scan axes, then detector axes, in the order in which the file stores them, and the four
/// extents in which every reader presents it.
/// </summary>
/// <param name="Element">Type of one sample.</param>
/// <param name="StoredOrder">Byte order in the file. Readers deliver the machine's order.</param>
/// <param name="ScanAxes">At least one axis over probe positions, slowest first.</param>
/// <param name="DetectorAxes">One axis (a spectrum) or two (a diffraction pattern), slowest first.</param>
/// <param name="Shape">The four extents; <c>Shape.Patterns</c> equals the product of the scan axes.</param>
public sealed record Cube(
    ElementType Element,
    ByteOrder StoredOrder,
    ImmutableArray<Axis> ScanAxes,
    ImmutableArray<Axis> DetectorAxes,
    CubeShape Shape)
{
    /// <summary>Size of the samples, without any header or compression.</summary>
    public long Bytes => Shape.Samples * Element.Bytes();

    /// <summary>Size of one diffraction pattern.</summary>
    public long PatternBytes => Shape.PatternSamples * Element.Bytes();
}
