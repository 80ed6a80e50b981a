namespace Suffice.Codecs.Tally;

/// <summary>
/// The classes of all pixels of one tile, coded by what the neighbours W, N and NW, and the tile before, suggest: where that
/// tile had the same classes at W and N, its own class; elsewhere the median predictor of LOCO-I (Weinberger et al., 2000).
/// </summary>
internal sealed class ClassMap
{
    private const int Contexts = 15;
    private const int Unary = 40;
    private const int ModelsPerContext = 64;
    private const int Shift = 5;

    private readonly ushort[] _models = new ushort[Contexts * ModelsPerContext];

    public void Clear() => Array.Fill(_models, RangeModel.Even);

    /// <summary>The class that a pixel is expected to have, and the context of its difference from that.</summary>
    /// <param name="before">The map of the tile before, or empty.</param>
    public static int Predict(ReadOnlySpan<byte> map, ReadOnlySpan<byte> before, int i, int x, int width, out int context)
    {
        context = 0;
        if (i < width) return x == 0 ? 0 : map[i - 1];
        int north = map[i - width];
        if (x == 0) return north;
        int west = map[i - 1], corner = map[i - width - 1];
        int roughness = Math.Abs(west - north) + Math.Abs(north - corner);
        if (!before.IsEmpty && before[i - 1] == west && before[i - width] == north)
        {
            context = roughness == 0 ? 12 : roughness < 7 ? 13 : 14;
            return before[i];
        }
        context = 4 * ((west == 0 ? 1 : 0) + (north == 0 ? 1 : 0)) + (roughness == 0 ? 0 : roughness < 3 ? 1 : roughness < 7 ? 2 : 3);
        int most = Math.Max(west, north), least = Math.Min(west, north);
        return corner >= most ? least : corner <= least ? most : west + north - corner;
    }

    public void Write(RangeEncoder coder, ReadOnlySpan<byte> map, ReadOnlySpan<byte> before, int width)
    {
        for (int i = 0, x = 0; i < map.Length; i++, x = x + 1 == width ? 0 : x + 1)
        {
            int difference = map[i] - Predict(map, before, i, x, width, out int context);
            int folded = difference > 0 ? 2 * difference - 1 : -2 * difference;
            Span<ushort> models = _models.AsSpan(context * ModelsPerContext, ModelsPerContext);
            int ones = Math.Min(folded, Unary);
            for (int k = 0; k < ones; k++) coder.Put(ref models[k], 1, Shift);
            if (folded < Unary) coder.Put(ref models[folded], 0, Shift);
            else for (int bit = 7; bit >= 0; bit--) coder.Put(ref models[Unary + 1], folded >> bit & 1, Shift);
        }
    }

    public void Read(RangeDecoder coder, Span<byte> map, ReadOnlySpan<byte> before, int width)
    {
        for (int i = 0, x = 0; i < map.Length; i++, x = x + 1 == width ? 0 : x + 1)
        {
            int expected = Predict(map, before, i, x, width, out int context);
            Span<ushort> models = _models.AsSpan(context * ModelsPerContext, ModelsPerContext);
            int folded = 0;
            while (folded < Unary && coder.Get(ref models[folded], Shift) != 0) folded++;
            if (folded == Unary)
            {
                folded = 0;
                for (int bit = 0; bit < 8; bit++) folded = folded << 1 | coder.Get(ref models[Unary + 1], Shift);
            }
            int c = expected + ((folded & 1) != 0 ? (folded + 1) / 2 : -(folded / 2));
            if ((uint)c >= RateClasses.Count) throw new InvalidDataException($"Tally: pixel {i} of a map has class {c}.");
            map[i] = (byte)c;
        }
    }
}
