using System.Buffers.Binary;

namespace Suffice.Tests.Fuzz;

/// <summary>Damages bytes in the ways in which files are damaged, or forged.</summary>
internal sealed class Mutator(Random random)
{
    private const int MostChanges = 4, MostInserted = 256, HeaderBytes = 48;

    private static readonly byte[] Bytes = [0, 1, 0x7F, 0x80, 0xFF];

    private static readonly ulong[] Sizes =
    [
        0, 1, 2, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 4095, 4096, 65535, 65536, 1 << 20, 1 << 30, 0x7FFFFFF0, 0x7FFFFFFF,
        0x80000000, 0xFFFFFFF0, 0xFFFFFFFF, 0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue,
    ];

    /// <summary>A damaged copy of <paramref name="good"/>, which may borrow from <paramref name="other"/>.</summary>
    /// <param name="good">A valid input.</param>
    /// <param name="other">Another one.</param>
    /// <param name="tokens">Words that mean something in a text format; none for a binary one.</param>
    /// <param name="most">Length that no result exceeds.</param>
    public byte[] Mutate(ReadOnlySpan<byte> good, ReadOnlySpan<byte> other, ReadOnlySpan<byte[]> tokens, int most)
    {
        if (random.Next(64) == 0) return Noise(random.Next(1, 2 * good.Length + 64), good, most);
        List<byte> bytes = new(good.Length + MostInserted);
        bytes.AddRange(good);
        for (int changes = random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            if (tokens.Length > 0 && random.Next(2) == 0) ChangeText(bytes, tokens);
            else Change(bytes, other);
        }
        if (bytes.Count > most) bytes.RemoveRange(most, bytes.Count - most);
        return [.. bytes];
    }

    /// <summary>One of the values that sizes and offsets go wrong with, often near <paramref name="length"/>.</summary>
    public ulong Size(int length) => random.Next(4) switch
    {
        0 => (ulong)Math.Max(0, length + random.Next(-16, 17)),
        1 => (ulong)random.Next(1 << random.Next(1, 24)),
        2 => (ulong)(length >> random.Next(1, 8)),
        _ => Sizes[random.Next(Sizes.Length)],
    };

    private byte[] Noise(int length, ReadOnlySpan<byte> good, int most)
    {
        byte[] noise = new byte[Math.Min(length, most)];
        random.NextBytes(noise);
        good[..Math.Min(good.Length, Math.Min(noise.Length, random.Next(24)))].CopyTo(noise);
        return noise;
    }

    private void Change(List<byte> bytes, ReadOnlySpan<byte> other)
    {
        int at = Position(bytes.Count);
        int length = bytes.Count == 0 ? 0 : random.Next(Math.Min(bytes.Count - at, MostInserted) + 1);
        switch (bytes.Count == 0 ? 9 : random.Next(11))
        {
            case 0 or 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: bytes[at] = Bytes[random.Next(Bytes.Length)]; break;
            case 3: bytes[at] = (byte)random.Next(256); break;
            case 4 or 5: OverwriteField(bytes, at); break;
            case 6: bytes.RemoveRange(at, random.Next(2) == 0 ? bytes.Count - at : length); break;
            case 7: bytes.InsertRange(Position(bytes.Count), bytes.GetRange(at, length)); break;
            case 8: SwapBlocks(bytes, at, length); break;
            case 9: Extend(bytes); break;
            default: Splice(bytes, at, other); break;
        }
    }

    private void ChangeText(List<byte> bytes, ReadOnlySpan<byte[]> tokens)
    {
        int at = Position(bytes.Count);
        switch (random.Next(4))
        {
            case 0 when bytes.Count > 0: bytes[at] = (byte)('0' + random.Next(10)); break;
            case 1: bytes.RemoveRange(at, Math.Min(random.Next(8), bytes.Count - at)); break;
            default: bytes.InsertRange(at, tokens[random.Next(tokens.Length)]); break;
        }
    }

    // Headers and trailers hold the sizes: half of all changes are made there.
    private int Position(int count) => count == 0 ? 0 : random.Next(8) switch
    {
        < 4 => random.Next(Math.Min(count, HeaderBytes)),
        4 => count - 1 - random.Next(Math.Min(count, HeaderBytes)),
        _ => random.Next(count),
    };

    private void OverwriteField(List<byte> bytes, int at)
    {
        Span<byte> field = stackalloc byte[8];
        int width = 2 << random.Next(3);
        ulong value = Size(bytes.Count);
        if (random.Next(2) == 0) BinaryPrimitives.WriteUInt64LittleEndian(field, value);
        else BinaryPrimitives.WriteUInt64BigEndian(field, value << (64 - 8 * width));
        // Most formats align their fields.
        if (random.Next(4) != 0) at &= ~3;
        for (int i = 0; i < width && at + i < bytes.Count; i++) bytes[at + i] = field[i];
    }

    private void SwapBlocks(List<byte> bytes, int at, int length)
    {
        int with = random.Next(bytes.Count - length + 1);
        for (int i = 0; i < length; i++) (bytes[at + i], bytes[with + i]) = (bytes[with + i], bytes[at + i]);
    }

    private void Extend(List<byte> bytes)
    {
        byte[] more = new byte[random.Next(1, MostInserted)];
        if (random.Next(2) == 0) random.NextBytes(more);
        bytes.AddRange(more);
    }

    private void Splice(List<byte> bytes, int at, ReadOnlySpan<byte> other)
    {
        int from = random.Next(2) == 0 ? Math.Min(at, other.Length) : random.Next(other.Length + 1);
        bytes.RemoveRange(at, bytes.Count - at);
        bytes.AddRange(other[from..]);
    }
}
