using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Suffice.Cubes.Statistics.Kernels;

namespace Suffice.Cubes.Statistics;

/// <summary>What one thread needs to count the samples of the tiles that it is given.</summary>
internal sealed class TallyWorker<T> where T : unmanaged
{
    private const int CacheBits = 12;
    private readonly NonZeroFinder _find = NonZeroKernels.Best.Find;
    private readonly uint[] _small = new uint[Tile.MaxPixels * SmallCounts.Slots];
    private readonly ushort[] _positions = new ushort[Tile.MaxPixels + NonZeroKernel.Slack];
    private readonly ushort[] _large = new ushort[Tile.MaxPixels];
    private readonly ValueTally? _wideValues;
    private readonly (ulong Value, long Count)[] _recent;

    /// <param name="wideValues">The tally of a wide element type; null for 8 and 16 bits.</param>
    public TallyWorker(ValueTally? wideValues)
    {
        _wideValues = wideValues;
        _recent = wideValues is null ? [] : new (ulong, long)[1 << CacheBits];
        Histogram = new long[wideValues is null ? 1 << 8 * Unsafe.SizeOf<T>() : ValueHistogram.OctaveBins];
    }

    /// <summary>Non-zero samples by their bits, or by <see cref="ValueHistogram.OctaveBin"/> for a wide element type.</summary>
    public long[] Histogram { get; }

    /// <summary>Counts the samples of a tile.</summary>
    /// <param name="tile">Where the counts go.</param>
    /// <param name="samples">Patterns of a slab, one after the other.</param>
    /// <param name="panelPixels">Samples from one pattern to the next.</param>
    /// <param name="sums">Set to the sum of the tile's finite samples in each pattern.</param>
    public void Add(Tile tile, ReadOnlySpan<T> samples, int panelPixels, Span<double> sums)
    {
        for (int pattern = 0; pattern < sums.Length; pattern++)
        {
            ReadOnlySpan<T> run = samples.Slice(pattern * panelPixels + tile.Start, tile.Pixels);
            int nonZero = _find(MemoryMarshal.AsBytes(run), Unsafe.SizeOf<T>(), _positions);
            double sum = SmallCounts.Add(run, _positions.AsSpan(0, nonZero), _small, _large, out int largeCount);
            for (int i = 0; i < largeCount; i++) sum += AddLarge(tile, _large[i], run[_large[i]]);
            sums[pattern] = sum;
        }
        AddSmall(tile);
    }

    /// <summary>Hands over what was kept back.</summary>
    public void Complete()
    {
        foreach ((ulong value, long count) in _recent)
            if (count > 0) AddWide(value, count);
    }

    private double AddLarge(Tile tile, int pixel, T sample)
    {
        double value = Samples.ToDouble(sample);
        ulong bits = Samples.Bits(sample);
        tile.AddLarge(pixel, value, bits);
        if (Unsafe.SizeOf<T>() <= 2)
        {
            Histogram[bits]++;
        }
        else
        {
            tile.Moments.Add(sample);
            AddRecent(bits);
        }
        return double.IsFinite(value) ? value : 0;
    }

    private void AddSmall(Tile tile)
    {
        Span<uint> totals = stackalloc uint[SmallCounts.Slots];
        totals.Clear();
        tile.AddSmall(_small, totals);
        for (int value = 1; value < SmallCounts.Slots; value++)
        {
            if (totals[value] == 0) continue;
            if (Unsafe.SizeOf<T>() <= 2)
            {
                Histogram[value] += totals[value];
            }
            else
            {
                tile.Moments.Add(Samples.FromBits<T>((ulong)value), totals[value]);
                AddWide((ulong)value, totals[value]);
            }
        }
    }

    /// <summary>Most samples repeat a value that was just seen, and the shared tally is behind a lock.</summary>
    private void AddRecent(ulong value)
    {
        ref (ulong Value, long Count) slot = ref _recent[(value ^ value >> 29) * 0x9E3779B97F4A7C15 >> 64 - CacheBits];
        if (slot.Value != value)
        {
            if (slot.Count > 0) AddWide(slot.Value, slot.Count);
            slot = (value, 0);
        }
        slot.Count++;
    }

    private void AddWide(ulong value, long count)
    {
        _wideValues!.Add(value, count);
        double number = Samples.ToDouble(Samples.FromBits<T>(value));
        if (double.IsFinite(number)) Histogram[ValueHistogram.OctaveBin(number)] += count;
    }
}
