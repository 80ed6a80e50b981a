using System.Buffers.Binary;
using Suffice.Codecs.Filters.Kernels;

namespace Suffice.Codecs.Filters;

/// <summary>HDF5's checksum, filter 3: the bytes as they are, then 4 bytes of checksum, least significant first.</summary>
/// <remarks>
/// H5checksum.c: Fletcher's two sums over 16-bit big-endian words, begun with 0; an odd last byte is the upper half of a
/// word. Files of HDF5 before 1.6.3 hold the checksum with the bytes of both halves exchanged, which is accepted too.
/// </remarks>
public sealed class Fletcher32Filter : IChunkFilter
{
    private const int ChecksumBytes = 4;

    public int MaxEncodedLength(int length) => checked(length + ChecksumBytes);

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        if (encoded.Length - ChecksumBytes < source.Length) return 0;
        source.CopyTo(encoded);
        BinaryPrimitives.WriteUInt32LittleEndian(encoded[source.Length..], Checksum(source));
        return source.Length + ChecksumBytes;
    }

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        int length = encoded.Length - ChecksumBytes;
        if (length < 0) throw new InvalidDataException($"fletcher32: {encoded.Length} bytes, too few for a checksum");
        if (length > decoded.Length) throw new InvalidDataException($"fletcher32: {length} bytes where {decoded.Length} are expected");
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(encoded[length..]);
        uint computed = Checksum(encoded[..length]);
        if (stored != computed && stored != ExchangeBytesOfHalves(computed))
            throw new InvalidDataException($"fletcher32: checksum 0x{computed:x8} of the bytes is not the stored 0x{stored:x8}");
        encoded[..length].CopyTo(decoded);
        return length;
    }

    /// <summary>The checksum as HDF5 computes it: the second sum in the upper half.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes) => Checksum(bytes, Fletcher32Kernels.Fastest);

    internal static uint Checksum(ReadOnlySpan<byte> bytes, Fletcher32Kernel kernel)
    {
        uint sum1 = 0, sum2 = 0;
        kernel.Add(bytes[..(bytes.Length & ~1)], ref sum1, ref sum2);
        if (BitConverter.IsLittleEndian)
        {
            // Modulo 65535 a factor of 256 exchanges the bytes of a word: once for the sums instead of once per word.
            (sum1, sum2) = (ExchangeBytes(sum1), ExchangeBytes(sum2));
        }
        if (bytes.Length % 2 != 0)
        {
            sum1 = Fold(sum1 + ((uint)bytes[^1] << 8));
            sum2 = Fold(sum2 + sum1);
        }
        return (sum2 << 16) | sum1;
    }

    private static uint Fold(uint sum) => (sum & 0xffff) + (sum >> 16);

    private static uint ExchangeBytes(uint word) => ((word & 0xff) << 8) | (word >> 8);

    private static uint ExchangeBytesOfHalves(uint word) => ((word & 0x00ff00ff) << 8) | ((word >> 8) & 0x00ff00ff);
}
