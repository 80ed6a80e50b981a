namespace Suffice.Codecs.Tally;

/// <summary>How often each symbol of an alphabet occurs, in parts of 4096 that sum to 4096. No symbol has them all.</summary>
internal sealed class FrequencyTable
{
    public const int Bits = 12;
    public const int Total = 1 << Bits;
    public const int MaxSymbols = 256;

    private readonly ushort[] _parts = new ushort[MaxSymbols];

    /// <summary>Symbols, at least 2: those from here on do not occur.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<ushort> Parts => _parts.AsSpan(0, Count);

    /// <summary>Takes the parts from a histogram, in the precision in which <see cref="Write"/> stores them.</summary>
    public void Normalise(ReadOnlySpan<uint> histogram)
    {
        int last = histogram.LastIndexOfAnyExcept(0u);
        Array.Clear(_parts);
        Count = Math.Max(2, last + 1);
        double total = 0;
        foreach (uint n in histogram) total += n;
        int sum = 0;
        for (int i = 0; i <= last; i++)
        {
            if (histogram[i] == 0) continue;
            _parts[i] = (ushort)Math.Clamp(Math.Round(histogram[i] * (double)Total / total), 1, Total - 1);
            sum += _parts[i];
        }
        for (; sum > Total; sum--) _parts[Cheapest(histogram, -1)]--;
        int most = Largest();
        // A symbol with all parts would have no code; an empty histogram gets a table nonetheless.
        if (_parts[most] is 0 or >= Total - 1) _parts[most == 0 ? 1 : 0] = 1;
        Round(most);
    }

    /// <summary>Takes the parts from probabilities that sum to anything: each gets one, the rest is shared out by truncation.</summary>
    /// <remarks>Part of the format: double precision, in this order.</remarks>
    public void Share(ReadOnlySpan<double> probabilities)
    {
        int n = probabilities.Length;
        double sum = 0;
        foreach (double p in probabilities) sum += p;
        Array.Clear(_parts);
        Count = n;
        int given = 0, most = 0;
        for (int i = 0; i < n; i++)
        {
            int part = 1 + (int)(probabilities[i] / sum * (Total - n));
            _parts[i] = (ushort)part;
            given += part;
            if (part > _parts[most]) most = i;
        }
        _parts[most] = (ushort)(_parts[most] + Total - given);
    }

    public void Write(RangeEncoder coder, TableModels models)
    {
        int most = Largest();
        coder.PutRaw((uint)(Count - 1), 8);
        coder.PutRaw((uint)most, 8);
        int previous = TableModels.FirstLength;
        for (int i = 0; i < Count; i++)
        {
            if (i == most) continue;
            int length = BitLength(_parts[i]);
            models.PutLength(coder, previous, length);
            int raw = Math.Min(3, length - 1);
            if (raw > 0) coder.PutRaw((uint)(_parts[i] >> (length - 1 - raw)) & ((1u << raw) - 1), raw);
            previous = length;
        }
    }

    public void Read(RangeDecoder coder, TableModels models)
    {
        Array.Clear(_parts);
        Count = (int)coder.GetRaw(8) + 1;
        int most = (int)coder.GetRaw(8), sum = 0, previous = TableModels.FirstLength;
        if (Count < 2 || most >= Count) throw new InvalidDataException($"Tally: a table of {Count} symbols whose largest is {most}.");
        for (int i = 0; i < Count; i++)
        {
            if (i == most) continue;
            int length = models.GetLength(coder, previous), raw = Math.Min(3, length - 1), part = length;
            if (raw > 0) part = (1 << raw | (int)coder.GetRaw(raw)) << (length - 1 - raw);
            _parts[i] = (ushort)part;
            sum += part;
            previous = length;
        }
        if (sum is 0 or >= Total) throw new InvalidDataException($"Tally: a table whose parts sum to {sum} of {Total}.");
        _parts[most] = (ushort)(Total - sum);
    }

    /// <summary>Bits that the stored table takes, roughly.</summary>
    public double StoredBits()
    {
        double bits = 16;
        for (int i = 0; i < Count; i++) bits += 2 + Math.Clamp(BitLength(_parts[i]) - 1, 0, 3);
        return bits;
    }

    private static int BitLength(int value) => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)value);

    private int Largest()
    {
        int most = 0;
        for (int i = 1; i < Count; i++) if (_parts[i] > _parts[most]) most = i;
        return most;
    }

    // The symbol that loses least by one part less.
    private int Cheapest(ReadOnlySpan<uint> histogram, int change)
    {
        int best = -1;
        double least = double.MaxValue;
        for (int i = 0; i < Count; i++)
        {
            if (_parts[i] <= 1) continue;
            double loss = histogram[i] * Math.Log((double)_parts[i] / (_parts[i] + change));
            if (loss >= least) continue;
            (least, best) = (loss, i);
        }
        return best;
    }

    // Four significant bits for all but the largest, which takes what is left.
    private void Round(int most)
    {
        int sum = 0;
        for (int i = 0; i < Count; i++)
        {
            if (i == most) continue;
            int drop = Math.Max(0, BitLength(_parts[i]) - 4);
            _parts[i] = (ushort)(_parts[i] >> drop << drop);
            sum += _parts[i];
        }
        _parts[most] = (ushort)(Total - sum);
    }
}
