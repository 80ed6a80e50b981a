using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>The dense pixels of a row: class less <see cref="RateLadder.FirstDense"/> in the upper half, pixel in the lower one.</summary>
internal static unsafe class DenseList
{
    /// <summary>What every class's escape is decoded as; alphabets have at most 255 symbols.</summary>
    public const byte Escape = 255;

    /// <summary>Appends those of 64 pixels from <paramref name="x"/> on; there is room for 8 more. Gives the new length.</summary>
    public static int Add(ReadOnlySpan<byte> classes, int x, ulong dense, Span<uint> list, int count)
    {
        if (dense == 0) return count;
        fixed (byte* c = classes)
        fixed (uint* to = list)
        {
            if (!Avx2.IsSupported)
            {
                for (; dense != 0; dense &= dense - 1)
                {
                    int pixel = x + BitOperations.TrailingZeroCount(dense);
                    to[count++] = (uint)(c[pixel] - RateLadder.FirstDense) << 16 | (uint)pixel;
                }
                return count;
            }
            for (int i = x; dense != 0; i += 8, dense >>= 8)
            {
                int mask = (byte)dense;
                if (mask == 0) continue;
                Vector256<int> own = Avx2.ConvertToVector256Int32(c + i) - Vector256.Create(RateLadder.FirstDense);
                own = Avx2.ShiftLeftLogical(own, 16) | (Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create(i));
                Avx2.PermuteVar8x32(own, LaneTables.Compacting(mask)).Store((int*)to + count);
                count += BitOperations.PopCount((uint)mask);
            }
            return count;
        }
    }

    /// <summary>Writes the symbols to their pixels, unless there is an escape among them.</summary>
    public static bool TryScatter<T>(ReadOnlySpan<uint> list, ReadOnlySpan<byte> symbols, int count, Span<T> row)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (symbols[..count].Contains(Escape)) return false;
        fixed (uint* entry = list)
        fixed (byte* symbol = symbols)
        fixed (T* to = row)
            for (int i = 0; i < count; i++) to[(ushort)entry[i]] = T.CreateTruncating(symbol[i]);
        return true;
    }
}
