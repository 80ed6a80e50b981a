using Suffice.Cubes.Statistics.Kernels;

namespace Suffice.Cubes.Statistics;

/// <summary>
/// Everything that is gathered about a few hundred neighbouring detector pixels. Workers take turns over tiles, not over
/// patterns: one worker at a time owns a tile, so that nothing is kept per worker and nothing is merged, the counters
/// stay in the first-level cache, and sums of floats do not depend on the number of threads.
/// </summary>
internal sealed class Tile
{
    /// <summary>Pixels of a tile: 512 x 16 counters of 4 bytes fit into 32 KiB.</summary>
    public const int MaxPixels = 512;

    private static readonly ushort[] WholeRanks = MakeRanks(MaxPixels);
    private readonly ushort[] _ranks;
    private readonly int _entryLimit;
    private uint[] _small;
    private CountTable? _table;
    private bool _overfull;

    /// <param name="start">First pixel within the panel.</param>
    /// <param name="pixels">At most <see cref="MaxPixels"/>.</param>
    /// <param name="pixelBytes">Memory for the counters of (pixel, value).</param>
    public Tile(int start, int pixels, long pixelBytes)
    {
        Start = start;
        Sums = new double[pixels];
        Maxima = new double[pixels];
        NonZero = new uint[pixels];
        Array.Fill(Maxima, double.NegativeInfinity);
        _ranks = pixels == MaxPixels ? WholeRanks : MakeRanks(pixels);
        Kept = pixels;
        while (Kept > 1 && Kept * SmallCounts.Slots * sizeof(uint) > pixelBytes / 2) Kept /= 2;
        _small = new uint[Kept * SmallCounts.Slots];
        _entryLimit = CountTable.Capacity(pixelBytes - _small.Length * sizeof(uint));
    }

    public int Start { get; }

    public int Pixels => Sums.Length;

    /// <summary>Sum of each pixel's finite samples over the scan.</summary>
    public double[] Sums { get; }

    /// <summary>Largest finite non-zero sample of each pixel.</summary>
    public double[] Maxima { get; }

    /// <summary>Samples of each pixel with any bit set.</summary>
    public uint[] NonZero { get; }

    /// <summary>NaN and infinite samples of each pixel; null as long as there are none.</summary>
    public uint[]? NonFinite { get; private set; }

    /// <summary>Moments of a wide element type; those of a narrow one come from its histogram.</summary>
    public Moments Moments { get; } = new();

    /// <summary>Pixels whose values are still counted, a random choice that does not depend on their values.</summary>
    public int Kept { get; private set; }

    /// <summary>One sample beyond the small ones.</summary>
    public void AddLarge(int pixel, double value, ulong bits)
    {
        if (double.IsFinite(value))
        {
            Sums[pixel] += value;
            if (value > Maxima[pixel]) Maxima[pixel] = value;
        }
        else
        {
            (NonFinite ??= new uint[Pixels])[pixel]++;
        }
        if (_ranks[pixel] >= Kept || _overfull) return;
        _table ??= new();
        _table.Add(bits, (ushort)pixel, 1);
        while (_table?.Count > _entryLimit) Thin();
    }

    /// <summary>Takes over the counters of one slab and clears them.</summary>
    /// <param name="counts">[pixel, slot] as <see cref="SmallCounts"/> counts.</param>
    /// <param name="totals">Counters per slot over all pixels, which are added to.</param>
    public void AddSmall(Span<uint> counts, Span<uint> totals)
    {
        Span<uint> ignored = stackalloc uint[SmallCounts.Slots];
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            Span<uint> row = counts.Slice(pixel * SmallCounts.Slots, SmallCounts.Slots);
            int rank = _ranks[pixel];
            (uint nonZero, ulong sum) = SmallCounts.AddRow(row, rank < Kept ? _small.AsSpan(rank * SmallCounts.Slots) : ignored);
            if (nonZero == 0) continue;
            SmallCounts.AddRow(row, totals);
            NonZero[pixel] += nonZero;
            Sums[pixel] += sum;
            int largest = SmallCounts.Largest(row);
            if (largest > 0 && largest > Maxima[pixel]) Maxima[pixel] = largest;
            row.Clear();
        }
    }

    /// <summary>Sum of the plug-in entropies of the pixels kept, in bits; null where not even one fits into the bound.</summary>
    /// <param name="patterns">Samples of every pixel.</param>
    public double? SumOfEntropies(long patterns)
    {
        if (_overfull) return null;
        double[] weighted = new double[Pixels];
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            if (_ranks[pixel] >= Kept) continue;
            weighted[pixel] = Entropies.Weighted(patterns - NonZero[pixel]);
            foreach (uint count in _small.AsSpan(_ranks[pixel] * SmallCounts.Slots + 1, SmallCounts.Slots - 1))
                weighted[pixel] += Entropies.Weighted(count);
        }
        foreach ((_, ushort pixel, long count) in _table?.Entries() ?? []) weighted[pixel] += Entropies.Weighted(count);
        double sum = 0;
        for (int pixel = 0; pixel < Pixels; pixel++)
            if (_ranks[pixel] < Kept) sum += Entropies.FromWeighted(patterns, weighted[pixel]);
        return sum;
    }

    /// <summary>Keeps half of the pixels; gives up where a single one has too many values.</summary>
    private void Thin()
    {
        if (Kept == 1)
        {
            _overfull = true;
            _table = null;
            return;
        }
        Kept /= 2;
        Array.Resize(ref _small, Kept * SmallCounts.Slots);
        _table!.Retain((_, pixel) => _ranks[pixel] < Kept);
    }

    /// <summary>A fixed random order of the pixels: those of low rank are kept longest.</summary>
    private static ushort[] MakeRanks(int pixels)
    {
        ushort[] ranks = [.. Enumerable.Range(0, pixels).Select(i => (ushort)i)];
#pragma warning disable CA5394 // A sample of pixels, not a secret.
        new Random(pixels).Shuffle(ranks);
#pragma warning restore CA5394
        return ranks;
    }
}
