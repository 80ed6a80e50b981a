namespace Suffice.Cubes;

/// <summary>One axis of a datacube: <c>coordinate = Offset + Scale * index</c>, in <paramref name="Unit"/>.</summary>
/// <param name="Name">What the file calls it, or a standard name such as <c>scan_y</c>.</param>
/// <param name="Length">Number of samples along the axis.</param>
/// <param name="Scale">Step between neighbouring samples, in <paramref name="Unit"/>.</param>
/// <param name="Offset">Coordinate of sample 0, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit as the file gives it, such as <c>nm</c> or <c>A^-1</c>; empty where it is not calibrated.</param>
public sealed record Axis(string Name, int Length, double Scale = 1, double Offset = 0, string Unit = "")
{
    /// <summary>Whether the file says what a step along this axis means.</summary>
    public bool IsCalibrated => Unit.Length > 0 && Unit is not ("pixels" or "px" or "pixel");
}
