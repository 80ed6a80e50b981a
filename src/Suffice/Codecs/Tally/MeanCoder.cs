using System.Numerics;

namespace Suffice.Codecs.Tally;

/// <summary>The means of pixels whose counts are coded as distances from it: as differences from nearby tiles where those have one.</summary>
internal sealed class MeanCoder
{
    private const int LengthBits = 6;
    private const int Shift = 4;
    private const int MostLength = 32;

    private readonly ushort[] _models = new ushort[2 << LengthBits];

    public void Clear() => Array.Fill(_models, RangeModel.Even);

    public void Write(RangeEncoder coder, TileMap map, NearTiles near)
    {
        ReadOnlySpan<byte> classes = map.Classes;
        for (int i = 0; i < classes.Length; i++)
        {
            if (classes[i] < RateClasses.FirstResidual) continue;
            bool isKnown = near.TryMean(i, out uint expected);
            uint value = isKnown ? Residual.Fold(map.Means[i], expected) : map.Means[i];
            int length = 32 - BitOperations.LeadingZeroCount(value);
            Span<ushort> models = Models(isKnown);
            for (int bit = LengthBits - 1, node = 1; bit >= 0; bit--)
            {
                coder.Put(ref models[node], length >> bit & 1, Shift);
                node = 2 * node + (length >> bit & 1);
            }
            if (length > 1) coder.PutRaw(value & ((1u << (length - 1)) - 1), length - 1);
        }
    }

    public void Read(RangeDecoder coder, TileMap map, NearTiles near)
    {
        ReadOnlySpan<byte> classes = map.Classes;
        for (int i = 0; i < classes.Length; i++)
        {
            if (classes[i] < RateClasses.FirstResidual) continue;
            bool isKnown = near.TryMean(i, out uint expected);
            Span<ushort> models = Models(isKnown);
            int node = 1;
            while (node < 1 << LengthBits) node = 2 * node + coder.Get(ref models[node], Shift);
            int length = node - (1 << LengthBits);
            if (length > MostLength) throw new InvalidDataException($"Tally: a mean of {length} bits.");
            uint value = length > 1 ? 1u << (length - 1) | coder.GetRaw(length - 1) : (uint)length;
            map.Means[i] = isKnown ? Residual.Unfold(value, expected) : value;
        }
    }

    private Span<ushort> Models(bool isKnown) => _models.AsSpan(isKnown ? 1 << LengthBits : 0, 1 << LengthBits);
}
