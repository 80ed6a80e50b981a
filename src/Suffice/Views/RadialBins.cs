namespace Suffice.Views;

/// <summary>Which ring around the beam each detector pixel belongs to: ring i holds the distances from i to i + 1 steps.</summary>
public sealed class RadialBins
{
    private readonly int[] _binOfPixel;
    private readonly int[] _pixels;

    /// <param name="frame">Centre and unit.</param>
    /// <param name="step">Width of a ring in the frame's unit.</param>
    /// <param name="mask">Pixels to use; others belong to no ring.</param>
    public RadialBins(DetectorMask mask, DetectorFrame frame, double step)
    {
        (Mask, Frame, Step) = (mask, frame, step);
        _binOfPixel = new int[checked(mask.Rows * mask.Columns)];
        Array.Fill(_binOfPixel, -1);
        foreach (PixelRun run in mask.Runs)
            for (int x = run.Column; x < run.Column + run.Length; x++) _binOfPixel[run.Row * mask.Columns + x] = (int)(frame.Distance(run.Row, x) / step);
        _pixels = new int[_binOfPixel.Max() + 1];
        foreach (int bin in _binOfPixel)
            if (bin >= 0) _pixels[bin]++;
    }

    public DetectorMask Mask { get; }

    public DetectorFrame Frame { get; }

    /// <summary>Width of a ring in the frame's unit.</summary>
    public double Step { get; }

    /// <summary>Number of rings.</summary>
    public int Count => _pixels.Length;

    /// <summary>Pixels in each ring.</summary>
    public ReadOnlySpan<int> Pixels => _pixels;

    /// <summary>Ring of each pixel, row-major; -1 for none.</summary>
    internal ReadOnlySpan<int> BinOfPixel => _binOfPixel;
}
