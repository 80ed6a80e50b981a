using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>CRC-32 as of zlib, gzip and PNG (ISO 3309, polynomial 0x04C11DB7, reflected).</summary>
/// <remarks>
/// The fast ways fold 64 or 128 bytes at a time by carry-less multiplication (Gopal et al., Intel, 2009); what is left, 16 bytes
/// that have the same remainder, goes through the tables.
/// </remarks>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int TableCount = 8;
    private const int WideBytes = 256;

    // Powers of x modulo the polynomial, reflected: by how much a part is moved when it is added to one that many bytes further on.
    private const ulong By16Low = 0x01751997d0, By16High = 0x00ccaa009e, By64Low = 0x0154442bd4, By64High = 0x01c6e41596;
    private const ulong By128Low = 0x1e88ef372, By128High = 0x14a7fe880;

    private static readonly uint[] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what <paramref name="crc"/> covers, followed by <paramref name="bytes"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint state = ~crc;
        if (Pclmulqdq.IsSupported && bytes.Length >= 64)
        {
            int folded = bytes.Length & ~15;
            state = Pclmulqdq.V256.IsSupported && folded >= WideBytes ? FoldWide(state, bytes[..folded]) : Fold(state, bytes[..folded]);
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
        Vector128<ulong> by64 = Vector128.Create(By64Low, By64High);
        Vector128<ulong> a = Load(bytes, 0) ^ Vector128.CreateScalar((ulong)state), b = Load(bytes, 16), c = Load(bytes, 32), d = Load(bytes, 48);
        int at = 64;
        for (; at + 64 <= bytes.Length; at += 64)
        {
            a = Multiply(a, by64) ^ Load(bytes, at);
            b = Multiply(b, by64) ^ Load(bytes, at + 16);
            c = Multiply(c, by64) ^ Load(bytes, at + 32);
            d = Multiply(d, by64) ^ Load(bytes, at + 48);
        }
        return Finish(a, b, c, d, bytes[at..]);
    }

    private static uint FoldWide(uint state, ReadOnlySpan<byte> bytes)
    {
        Vector256<ulong> by128 = Vector256.Create(Vector128.Create(By128Low, By128High));
        Vector256<ulong> a = Wide(bytes, 0) ^ Vector256.CreateScalar((ulong)state), b = Wide(bytes, 32), c = Wide(bytes, 64), d = Wide(bytes, 96);
        int at = 128;
        for (; at + 128 <= bytes.Length; at += 128)
        {
            a = Multiply(a, by128) ^ Wide(bytes, at);
            b = Multiply(b, by128) ^ Wide(bytes, at + 32);
            c = Multiply(c, by128) ^ Wide(bytes, at + 64);
            d = Multiply(d, by128) ^ Wide(bytes, at + 96);
        }
        Vector128<ulong> by64 = Vector128.Create(By64Low, By64High);
        return Finish(
            Multiply(a.GetLower(), by64) ^ c.GetLower(), Multiply(a.GetUpper(), by64) ^ c.GetUpper(),
            Multiply(b.GetLower(), by64) ^ d.GetLower(), Multiply(b.GetUpper(), by64) ^ d.GetUpper(), bytes[at..]);
    }

    // Of 64 bytes in four parts, and of those that follow.
    private static uint Finish(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c, Vector128<ulong> d, ReadOnlySpan<byte> bytes)
    {
        Vector128<ulong> by16 = Vector128.Create(By16Low, By16High);
        b ^= Multiply(a, by16);
        c ^= Multiply(b, by16);
        d ^= Multiply(c, by16);
        for (int at = 0; at < bytes.Length; at += 16) d = Multiply(d, by16) ^ Load(bytes, at);
        Span<byte> rest = stackalloc byte[16];
        d.AsByte().CopyTo(rest);
        return AppendScalar(0, rest);
    }

    private static Vector128<ulong> Multiply(Vector128<ulong> x, Vector128<ulong> factors) =>
        Pclmulqdq.CarrylessMultiply(x, factors, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, factors, 0x11);

    private static Vector256<ulong> Multiply(Vector256<ulong> x, Vector256<ulong> factors) =>
        Pclmulqdq.V256.CarrylessMultiply(x, factors, 0x00) ^ Pclmulqdq.V256.CarrylessMultiply(x, factors, 0x11);

    private static Vector256<ulong> Wide(ReadOnlySpan<byte> bytes, int at) => Vector256.Create(bytes.Slice(at, 32)).AsUInt64();

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
