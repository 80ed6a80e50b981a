using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>The CRC-32 of a pattern's integers from those above zero alone, at a cost for each of these and none for the zeros.</summary>
/// <remarks>
/// The checksum is linear in the message: what an integer adds to it is the integer, as a polynomial over GF(2), times x to the power of
/// the bits from its first one to the end, modulo the checksum's polynomial. These powers are in a table; products are summed up as they
/// are and reduced once for each pattern. Polynomials are reflected: the coefficient of x^0 is bit 31, of a product bit 62.
/// </remarks>
internal sealed class SparseChecksum
{
    private const uint One = 1u << 31;

    private uint[] _powers = [];
    private int _integerBytes;

    /// <summary>Prepares for patterns of so many integers.</summary>
    public void Set(int pixels, int integerBytes)
    {
        if (_powers.Length == pixels && _integerBytes == integerBytes) return;
        (_powers, _integerBytes) = (new uint[pixels], integerBytes);
        uint power = One;
        Span<byte> zeros = stackalloc byte[integerBytes];
        for (int i = pixels - 1; i >= 0; i--) _powers[i] = power = Crc32.AppendScalar(power, zeros);
    }

    /// <summary>The checksum of what <paramref name="crc"/> covers, followed by a pattern.</summary>
    public uint Append(uint crc, ReadOnlySpan<PixelCount> counts)
    {
        ulong sum = Pclmulqdq.IsSupported ? SumCarryless(counts) : SumScalar(counts);
        return ~(Reduce(sum) ^ Reduce(Multiply(~crc, _powers[0])));
    }

    /// <summary>The definition: the sum of all products, which are not reduced.</summary>
    internal ulong SumScalar(ReadOnlySpan<PixelCount> counts)
    {
        ulong sum = 0;
        foreach (PixelCount count in counts) sum ^= Multiply(count.Count, _powers[count.Pixel]);
        return sum;
    }

    internal ulong SumCarryless(ReadOnlySpan<PixelCount> counts)
    {
        Vector128<ulong> sum = default;
        foreach (PixelCount count in counts)
            sum ^= Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar((ulong)count.Count), Vector128.CreateScalar((ulong)_powers[count.Pixel]), 0);
        return sum.ToScalar();
    }

    private static ulong Multiply(uint few, uint many)
    {
        ulong product = 0;
        for (; few != 0; few &= few - 1) product ^= (ulong)many << BitOperations.TrailingZeroCount(few);
        return product;
    }

    // The upper 32 bits are the remainder's own; what is below, times x^32, is added to it.
    private static uint Reduce(ulong product)
    {
        Span<byte> zeros = stackalloc byte[sizeof(uint)];
        return (uint)(product >> 31) ^ Crc32.AppendScalar((uint)(product << 1), zeros);
    }
}
