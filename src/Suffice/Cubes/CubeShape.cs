namespace Suffice.Cubes;

/// <summary>
/// Extents of a datacube, or of one chunk of it, in row-major order: scan rows, scan columns, detector rows, detector
/// columns. Everything downstream of a reader is four-dimensional: a stack of n patterns is (n, 1, qy, qx), a spectrum
/// image (sy, sx, 1, energy).
/// </summary>
public readonly record struct CubeShape(int ScanY, int ScanX, int DetectorY, int DetectorX)
{
    /// <summary>Number of probe positions.</summary>
    public long Patterns => (long)ScanY * ScanX;

    /// <summary>Samples in one diffraction pattern.</summary>
    public long PatternSamples => (long)DetectorY * DetectorX;

    public long Samples => Patterns * PatternSamples;

    /// <summary>
    /// The four extents of a dataset with any number of scan axes and one or two detector axes, or null where an extent
    /// would be too large. More than two scan axes are folded: those of length 1 are dropped, then the slowest ones joined.
    /// The order of the samples stays the same.
    /// </summary>
    public static CubeShape? Fold(ReadOnlySpan<int> scan, ReadOnlySpan<int> detector)
    {
        List<int> axes = [.. scan];
        for (int i = axes.Count - 1; i >= 0 && axes.Count > 2; i--)
            if (axes[i] == 1) axes.RemoveAt(i);
        long rows = 1;
        int columns = axes.Count > 1 ? axes[^1] : 1;
        foreach (int extent in axes.Count > 1 ? axes[..^1] : axes)
            if ((rows *= extent) > int.MaxValue) return null;
        return new CubeShape((int)rows, columns, detector.Length > 1 ? detector[0] : 1, detector[^1]);
    }

    /// <summary>The shape as Python writes a tuple, as in the published result files.</summary>
    public override string ToString() => $"({ScanY}, {ScanX}, {DetectorY}, {DetectorX})";
}
