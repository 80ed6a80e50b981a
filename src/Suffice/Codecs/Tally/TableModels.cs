namespace Suffice.Codecs.Tally;

/// <summary>The adaptive models with which all tables of a chunk are stored: the bit length of a part, given the one before.</summary>
internal sealed class TableModels
{
    /// <summary>What the first part's predecessor is taken to be.</summary>
    public const int FirstLength = 8;

    private const int Shift = 4;
    private const int LengthBits = 4;

    private readonly ushort[] _lengths = new ushort[16 * 16];

    public void Clear() => Array.Fill(_lengths, RangeModel.Even);

    public void PutLength(RangeEncoder coder, int previous, int length)
    {
        int node = 1;
        for (int i = LengthBits - 1; i >= 0; i--)
        {
            int bit = length >> i & 1;
            coder.Put(ref _lengths[previous * 16 + node], bit, Shift);
            node = 2 * node + bit;
        }
    }

    public int GetLength(RangeDecoder coder, int previous)
    {
        int node = 1;
        for (int i = 0; i < LengthBits; i++) node = 2 * node + coder.Get(ref _lengths[previous * 16 + node], Shift);
        int length = node - 16;
        return length <= FrequencyTable.Bits ? length : throw new InvalidDataException($"Tally: a part of {length} bits in a table.");
    }
}
