using System.Collections.Immutable;

namespace Suffice.Cubes.Statistics;

/// <summary>How often values occur: the finite samples of a cube, bins in ascending order, none of them empty.</summary>
/// <param name="Bins">
/// One per value where <paramref name="IsExact"/>; else an eighth of an octave each, with 0 in a bin of its own.
/// </param>
/// <param name="IsExact">Whether every bin holds a single value: always so for 8 and 16 bit samples.</param>
public sealed record ValueHistogram(ImmutableArray<HistogramBin> Bins, bool IsExact)
{
    /// <summary>Values at most that a wide element type may have for a bin each.</summary>
    internal const int MaxExactBins = 65536;

    /// <summary>Bins by sign, exponent and the upper three bits of the mantissa of a double.</summary>
    internal const int OctaveBins = 1 << 15;

    private const int BinShift = 64 - 15;

    internal static ValueHistogram Exact(IEnumerable<HistogramBin> bins) =>

        // The two zeros of floats are one value here.
        new([.. bins.Where(b => b.Count > 0 && double.IsFinite(b.Lower)).GroupBy(b => b.Lower)
            .Select(same => new HistogramBin(same.Key, same.Key, same.Sum(b => b.Count))).OrderBy(b => b.Lower)], true);

    /// <param name="counts">Indexed by <see cref="OctaveBin"/>.</param>
    internal static ValueHistogram Octaves(long[] counts) => new(
        [.. counts.Select((count, bin) => Octave(bin) with { Count = count }).Where(b => b.Count > 0).OrderBy(b => b.Lower)], false);

    /// <summary>The bin of a finite value.</summary>
    internal static int OctaveBin(double value) => (int)(BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value) >> BinShift);

    private static HistogramBin Octave(int bin)
    {
        double inner = BitConverter.UInt64BitsToDouble((ulong)bin << BinShift);
        if (inner == 0) return new(0, 0, 0);
        double outer = BitConverter.UInt64BitsToDouble((ulong)(bin + 1) << BinShift);
        return inner < 0 ? new(outer, inner, 0) : new(inner, outer, 0);
    }
}
