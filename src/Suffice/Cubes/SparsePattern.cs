namespace Suffice.Cubes;

/// <summary>A diffraction pattern by the pixels that counted: all others are zero.</summary>
/// <param name="counts">Each pixel at most once, in no particular order; counts are at most <see cref="MostCount"/>.</param>
/// <param name="unit">What one count is in units of the samples: a power of two, so that sums of counts become sums of samples exactly.</param>
public readonly ref struct SparsePattern(ReadOnlySpan<PixelCount> counts, double unit)
{
    /// <summary>So low that sums over any detector and scan of theirs and of their squares are exact in double precision.</summary>
    public const uint MostCount = ushort.MaxValue;

    public ReadOnlySpan<PixelCount> Counts { get; } = counts;

    public double Unit { get; } = unit;
}
