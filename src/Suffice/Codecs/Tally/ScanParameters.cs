namespace Suffice.Codecs.Tally;

/// <summary>From which earlier scan positions rates are predicted, and how strongly they are believed.</summary>
internal sealed class ScanParameters
{
    public const int MostReferences = 24;
    public const int MostWeight = 8;

    private readonly (int Dy, int Dx, int Weight)[] _references = new (int, int, int)[MostReferences];

    public ReadOnlySpan<(int Dy, int Dx, int Weight)> References => _references.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Counts that the expectation is worth: against those in 9 x 9 pixels, in 3 x 3, and in one.</summary>
    public float Far { get; set; } = 1024;

    /// <inheritdoc cref="Far"/>
    public float Near { get; set; } = 4096;

    /// <inheritdoc cref="Far"/>
    public float Own { get; set; } = 65536;

    /// <summary>Counts that the expectation is worth against those in the rows above.</summary>
    public float Rows { get; set; } = 128;

    public void SetReferences(ReadOnlySpan<(int Dy, int Dx, int Weight)> references)
    {
        references.CopyTo(_references);
        Count = references.Length;
    }

    public void Write(ByteSink sink)
    {
        sink.Put((byte)Count);
        foreach ((int dy, int dx, int weight) in References)
        {
            sink.Put((byte)dy);
            sink.Put((byte)(sbyte)dx);
            sink.Put((byte)weight);
        }
        foreach (float value in (ReadOnlySpan<float>)[Far, Near, Own, Rows]) sink.PutUInt32(BitConverter.SingleToUInt32Bits(value));
    }

    public void Read(ByteSource source)
    {
        Count = source.GetByte();
        if (Count > MostReferences) throw new InvalidDataException($"Tally: {Count} references.");
        for (int i = 0; i < Count; i++)
        {
            (int dy, int dx, int weight) = (source.GetByte(), (sbyte)source.GetByte(), source.GetByte());
            bool isEarlier = dy > 0 || (dy == 0 && dx > 0);
            if (!isEarlier || weight is 0 or > MostWeight) throw new InvalidDataException($"Tally: reference ({dy}, {dx}) with weight {weight}.");
            _references[i] = (dy, dx, weight);
        }
        (Far, Near, Own, Rows) = (Belief(source), Belief(source), Belief(source), Belief(source));
    }

    private static float Belief(ByteSource source)
    {
        float value = BitConverter.UInt32BitsToSingle(source.GetUInt32());
        return value is >= 1e-3f and <= 1e12f ? value : throw new InvalidDataException($"Tally: an expectation worth {value} counts.");
    }
}
