using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>
/// Corrects the rates of a pattern row by row: by what the two rows above counted, against what was expected there. On vectors
/// of any processor.
/// </summary>
/// <remarks>Single precision in the order written, without fused operations: part of the format.</remarks>
internal sealed class RowCorrection
{
    private const int Pad = 8;
    private const uint MostCount = ushort.MaxValue;

    // Zeros on both sides of a row; the rows above are those of numbers (y - 1) % 3 and (y - 2) % 3.
    private readonly float[][] _expected = [[], [], []], _counted = [[], [], []];
    private float _belief;
    private int _width;
    private int _y;

    public void BeginPattern(int width, float belief)
    {
        (_width, _belief, _y) = (width, belief, 0);
        for (int i = 0; i < 3; i++)
        {
            Scratch.Zeroed(ref _expected[i], width + 4 * Pad);
            Scratch.Zeroed(ref _counted[i], width + 4 * Pad);
        }
    }

    /// <summary>Rates of the next row; whole vectors are written.</summary>
    public void Correct(ReadOnlySpan<float> expected, Span<float> rates)
    {
        expected.CopyTo(_expected[_y % 3].AsSpan(Pad));
        ref float e1 = ref _expected[(_y + 2) % 3][Pad], e2 = ref _expected[(_y + 1) % 3][Pad], own = ref _expected[_y % 3][Pad];
        ref float c1 = ref _counted[(_y + 2) % 3][Pad], c2 = ref _counted[(_y + 1) % 3][Pad], to = ref rates[0];
        Vector256<float> belief = Vector256.Create(_belief);
        for (int x = 0; x < _width; x += 8)
        {
            Vector256<float> factor = (Above(ref c1, ref c2, x) + belief) / (Above(ref e1, ref e2, x) + belief);
            (At(ref own, x) * factor).StoreUnsafe(ref to, (nuint)x);
        }
    }

    /// <summary>The definition of <see cref="Correct"/>, for one pixel of the row that it was last called for.</summary>
    internal float CorrectScalar(int x)
    {
        int y = _y, at = Pad + x;
        return _expected[y % 3][at] * ((Above(_counted[(y + 2) % 3], _counted[(y + 1) % 3]) + _belief) / (Above(_expected[(y + 2) % 3], _expected[(y + 1) % 3]) + _belief));

        float Above(float[] r1, float[] r2)
        {
            float twice = r1[at] + r1[at] + (r1[at - 1] + r1[at + 1] + r2[at]);
            return twice + twice + (r2[at - 1] + r2[at + 1] + (r1[at - 2] + r1[at + 2]));
        }
    }

    /// <summary>Takes the row's counts.</summary>
    public void EndRow<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<float> to = _counted[_y % 3].AsSpan(Pad, _width);
        int x = 0;
        if (typeof(T) == typeof(ushort) || typeof(T) == typeof(byte))
        {
            for (; x + 16 <= row.Length; x += 16)
            {
                ref T from = ref Unsafe.AsRef(in row[x]);
                Vector256<ushort> counts = typeof(T) == typeof(ushort)
                    ? Vector256.LoadUnsafe(ref Unsafe.As<T, ushort>(ref from))
                    : Vector256.WidenLower(Vector128.LoadUnsafe(ref Unsafe.As<T, byte>(ref from)).ToVector256Unsafe());
                (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(counts);
                Vector256.ConvertToSingle(low.AsInt32()).CopyTo(to[x..]);
                Vector256.ConvertToSingle(high.AsInt32()).CopyTo(to[(x + 8)..]);
            }
        }
        for (; x < row.Length; x++) to[x] = Math.Min(MostCount, uint.CreateTruncating(row[x]));
        _y++;
    }

    // 4 N + 2 (NW + NE + NN) + NNW + NNE + NWW + NEE; of counts it is exact, being below 2^24.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Above(ref float r1, ref float r2, int x)
    {
        Vector256<float> north = At(ref r1, x), near = At(ref r1, x - 1) + At(ref r1, x + 1) + At(ref r2, x);
        Vector256<float> far = At(ref r2, x - 1) + At(ref r2, x + 1) + (At(ref r1, x - 2) + At(ref r1, x + 2));
        Vector256<float> twice = north + north + near;
        return twice + twice + far;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref float row, int x) => Vector256.LoadUnsafe(ref Unsafe.Add(ref row, x));
}
