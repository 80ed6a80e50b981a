using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Tally;

/// <summary>
/// The classes of all pixels of one tile, coded by what their neighbours W, N and NW suggest, by the median predictor of LOCO-I
/// (Weinberger et al., 2000), and the classes that the same pixel has in the tiles to the left and above.
/// </summary>
internal sealed class ClassMap
{
    private const int Contexts = FirstOfTiles + 25;
    private const int FirstOfTiles = 12;
    private const int Unary = 40;
    private const int ModelsPerContext = 64;
    private const int Shift = 5;

    private static ReadOnlySpan<byte> Spreads => [0, 1, 2, 2, 3, 3, 3, 3, 4];

    private readonly ushort[] _models = new ushort[Contexts * ModelsPerContext];

    public void Clear() => Array.Fill(_models, RangeModel.Even);

    /// <summary>The class that a pixel is expected to have, and the context of its difference from that.</summary>
    /// <param name="near">Maps of tiles that are known; empty ones for the first tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Predict(ReadOnlySpan<byte> map, NearTiles near, int i, int x, int width, out int context)
    {
        context = 0;
        if (i < width) return x == 0 ? 0 : map[i - 1];
        int north = map[i - width];
        if (x == 0) return north;
        int west = map[i - 1], corner = map[i - width - 1];
        if (near.IsNone) return Predict(west, north, corner, out context);
        int median = Median(west, north, corner);
        int left = near.Left[i], above = near.Above[i];
        int spread = Math.Max(Math.Max(left, above), median) - Math.Min(Math.Min(left, above), median);
        context = FirstOfTiles + 5 * (Zero(west) + Zero(north) + Zero(left) + Zero(above)) + Spreads[Math.Min(spread, 8)];
        return Median(left, above, west, north, median);
    }

    public void Write(RangeEncoder coder, ReadOnlySpan<byte> map, NearTiles near, int width)
    {
        for (int i = 0, x = 0; i < map.Length; i++, x = x + 1 == width ? 0 : x + 1)
        {
            int difference = map[i] - Predict(map, near, i, x, width, out int context);
            int folded = difference > 0 ? 2 * difference - 1 : -2 * difference;
            Span<ushort> models = _models.AsSpan(context * ModelsPerContext, ModelsPerContext);
            int ones = Math.Min(folded, Unary);
            for (int k = 0; k < ones; k++) coder.Put(ref models[k], 1, Shift);
            if (folded < Unary) coder.Put(ref models[folded], 0, Shift);
            else for (int bit = 7; bit >= 0; bit--) coder.Put(ref models[Unary + 1], folded >> bit & 1, Shift);
        }
    }

    public void Read(RangeDecoder coder, Span<byte> map, NearTiles near, int width)
    {
        RangeDecoder.State state = coder.Copy();
        for (int start = 0; start < map.Length; start += width)
        {
            // Along a row the neighbours move up by one.
            int west = 0, corner = 0;
            for (int i = start; i < start + width; i++)
            {
                int x = i - start, context = 0, expected, north = 0;
                if (start == 0 || x == 0 || !near.IsNone) expected = Predict(map, near, i, x, width, out context);
                else
                {
                    north = map[i - width];
                    expected = Predict(west, north, corner, out context);
                }
                int c = expected + ReadDifference(ref state, context);
                if ((uint)c >= RateClasses.Count) throw new InvalidDataException($"Tally: pixel {i} of a map has class {c}.");
                map[i] = (byte)c;
                (west, corner) = (c, start == 0 ? 0 : x == 0 ? map[i - width] : north);
            }
        }
        coder.Resume(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadDifference(ref RangeDecoder.State state, int context)
    {
        Span<ushort> models = _models.AsSpan(context * ModelsPerContext, ModelsPerContext);
        int folded = 0;
        while (folded < Unary && state.Get(ref models[folded], Shift) != 0) folded++;
        if (folded == Unary)
        {
            folded = 0;
            for (int bit = 0; bit < 8; bit++) folded = folded << 1 | state.Get(ref models[Unary + 1], Shift);
        }
        return (folded & 1) != 0 ? (folded + 1) / 2 : -(folded / 2);
    }

    // Where there are no near tiles.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Predict(int west, int north, int corner, out int context)
    {
        int roughness = Math.Abs(west - north) + Math.Abs(north - corner);
        context = 4 * (Zero(west) + Zero(north)) + (roughness == 0 ? 0 : roughness < 3 ? 1 : roughness < 7 ? 2 : 3);
        return Median(west, north, corner);
    }

    // Of LOCO-I.
    private static int Median(int west, int north, int corner)
    {
        int most = Math.Max(west, north), least = Math.Min(west, north);
        return Math.Max(least, Math.Min(most, west + north - corner));
    }

    // Classes are small and not negative.
    private static int Zero(int c) => (c - 1) >>> 31;

    // Of four, the two in the middle: the larger of the pairs' smaller ones, and the smaller of their larger ones.
    private static int Median(int a, int b, int c, int d, int e)
    {
        int low = Math.Max(Math.Min(a, b), Math.Min(c, d)), high = Math.Min(Math.Max(a, b), Math.Max(c, d));
        return Math.Max(Math.Min(low, high), Math.Min(Math.Max(low, high), e));
    }
}
