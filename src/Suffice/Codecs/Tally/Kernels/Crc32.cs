using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>CRC-32 as of zlib, gzip and PNG (ISO 3309, polynomial 0x04C11DB7, reflected).</summary>
/// <remarks>
/// The fast way folds 64 bytes at a time by carry-less multiplication (Gopal et al., Intel, 2009); what is left, 16 bytes
/// that have the same remainder, goes through the tables.
/// </remarks>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int TableCount = 8;

    private static readonly uint[] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what <paramref name="crc"/> covers, followed by <paramref name="bytes"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint state = ~crc;
        if (Pclmulqdq.IsSupported && bytes.Length >= 64)
        {
            int folded = bytes.Length & ~15;
            state = Fold(state, bytes[..folded]);
            bytes = bytes[folded..];
        }
        return ~AppendScalar(state, bytes);
    }

    /// <summary>The definition, eight bytes at a time; of the inverted checksum.</summary>
    internal static uint AppendScalar(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            ulong x = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ state;
            state = 0;
            for (int i = 0; i < TableCount; i++) state ^= Tables[256 * (7 - i) + (byte)(x >> (8 * i))];
        }
        foreach (byte b in bytes) state = state >> 8 ^ Tables[(byte)(state ^ b)];
        return state;
    }

    private static uint Fold(uint state, ReadOnlySpan<byte> bytes)
    {
        Vector128<ulong> by64 = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL), by16 = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
        Vector128<ulong> a = Load(bytes, 0) ^ Vector128.CreateScalar((ulong)state), b = Load(bytes, 16), c = Load(bytes, 32), d = Load(bytes, 48);
        int at = 64;
        for (; at + 64 <= bytes.Length; at += 64)
        {
            a = Multiply(a, by64) ^ Load(bytes, at);
            b = Multiply(b, by64) ^ Load(bytes, at + 16);
            c = Multiply(c, by64) ^ Load(bytes, at + 32);
            d = Multiply(d, by64) ^ Load(bytes, at + 48);
        }
        b ^= Multiply(a, by16);
        c ^= Multiply(b, by16);
        d ^= Multiply(c, by16);
        for (; at < bytes.Length; at += 16) d = Multiply(d, by16) ^ Load(bytes, at);
        Span<byte> rest = stackalloc byte[16];
        d.AsByte().CopyTo(rest);
        return AppendScalar(0, rest);
    }

    private static Vector128<ulong> Multiply(Vector128<ulong> x, Vector128<ulong> factors) =>
        Pclmulqdq.CarrylessMultiply(x, factors, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, factors, 0x11);

    private static Vector128<ulong> Load(ReadOnlySpan<byte> bytes, int at) => Vector128.Create(bytes.Slice(at, 16)).AsUInt64();

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[TableCount * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : value >> 1 ^ Polynomial;
            tables[i] = value;
        }
        for (int i = 256; i < tables.Length; i++) tables[i] = tables[i - 256] >> 8 ^ tables[(byte)tables[i - 256]];
        return tables;
    }
}
