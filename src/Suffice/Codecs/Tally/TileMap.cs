namespace Suffice.Codecs.Tally;

/// <summary>The classes of one tile's pixels, and the pixels of each class in raster order.</summary>
internal sealed class TileMap
{
    private byte[] _classes = [];
    private int[] _pixels = [];
    private int[] _ranks = [];
    private uint[] _means = [];
    private int _count;

    public int[] Counts { get; } = new int[RateClasses.Count];

    public int[] Starts { get; } = new int[RateClasses.Count + 1];

    public Span<byte> Classes => _classes.AsSpan(0, _count);

    /// <summary>Pixels class by class.</summary>
    public int[] Pixels => _pixels;

    /// <summary>Place of each pixel among those of its class.</summary>
    public int[] Ranks => _ranks;

    /// <summary>Means of the pixels whose distance from it is coded; zero elsewhere.</summary>
    public uint[] Means => _means;

    /// <summary>Room for the events of each gap class: no more than its pixels counted, nor than all its samples.</summary>
    public int[] MostEvents { get; } = new int[RateClasses.FirstDirect];

    public bool HasGaps => Starts[RateClasses.FirstDirect] > Starts[1];

    public bool HasDirect => Starts[RateClasses.Count] > Starts[RateClasses.FirstDirect];

    public bool HasResidual => Starts[RateClasses.Count] > Starts[RateClasses.FirstResidual];

    public ReadOnlySpan<int> PixelsOf(int c) => _pixels.AsSpan(Starts[c], Counts[c]);

    public void Begin(int pixels)
    {
        _count = pixels;
        Scratch.Of(ref _classes, pixels);
        Scratch.Of(ref _pixels, pixels);
        Scratch.Of(ref _ranks, pixels);
        Scratch.Zeroed(ref _means, pixels);
    }

    /// <summary>Finds how many events each gap class may have.</summary>
    /// <param name="sums">What each pixel counted over <paramref name="frames"/> patterns.</param>
    public void BoundEvents(ReadOnlySpan<uint> sums, int frames)
    {
        Span<ulong> counted = stackalloc ulong[RateClasses.Count];
        counted.Clear();
        for (int i = 0; i < sums.Length; i++) counted[_classes[i]] += sums[i];
        for (int c = 1; c < MostEvents.Length; c++) MostEvents[c] = (int)Math.Min(counted[c], (ulong)Counts[c] * (ulong)frames);
    }

    /// <summary>Sorts the pixels by the classes that are now set.</summary>
    public void Sort()
    {
        Array.Clear(Counts);
        foreach (byte c in Classes) Counts[c]++;
        Starts[0] = 0;
        for (int c = 0; c < Counts.Length; c++) Starts[c + 1] = Starts[c] + Counts[c];
        Span<int> next = stackalloc int[RateClasses.Count];
        next.Clear();
        for (int i = 0; i < _count; i++)
        {
            byte c = _classes[i];
            int rank = next[c]++;
            _ranks[i] = rank;
            _pixels[Starts[c] + rank] = i;
        }
    }
}
