using System.Buffers.Binary;
using Suffice.Codecs.Filters.Kernels;
using Suffice.Codecs.Szip.Kernels;

namespace Suffice.Codecs.Szip;

/// <summary>HDF5's szip, filter 4: extended Rice coding (CCSDS 121.0-B-3) as libaec's szip interface writes it.</summary>
/// <remarks>
/// u32 decoded bytes, least significant first (H5Zszip.c), then the stream. Each scanline is one reference sample interval,
/// filled up to whole blocks. Samples of 32 and 64 bits are byte-shuffled and coded as 8-bit pixels (sz_compat.c).
/// </remarks>
public sealed class SzipFilter : IChunkFilter
{
    private const int HeaderBytes = 4;

    private readonly SzipParameters _szip;
    private readonly RiceEncoder _encoder;
    private readonly RiceDecoder _decoder;
    private byte[] _planes = [];
    private byte[] _spill = [];

    public SzipFilter(SzipParameters szip) : this(szip, PixelKernels.Fastest)
    {
    }

    internal SzipFilter(SzipParameters szip, PixelKernel kernel)
    {
        _szip = szip;
        _encoder = new RiceEncoder(szip, kernel);
        _decoder = new RiceDecoder(szip, kernel);
    }

    internal static SzipFilter Create(FilterSpec spec) => new(SzipParameters.Parse(spec));

    // The encoder writes ahead of itself; what it returns is at most the header and the decoded bytes.
    public int MaxEncodedLength(int length) => checked(length + HeaderBytes + RiceEncoder.RoomBytes);

    /// <inheritdoc/>
    /// <returns>0 also for data that become larger, as HDF5 leaves szip out then, and for bytes that are no whole samples.</returns>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        if (source.IsEmpty || source.Length % (_szip.PlaneBytes * _szip.CodedBytes) != 0) return 0;
        if (encoded.Length < MaxEncodedLength(source.Length)) return EncodeTightly(source, encoded);
        BinaryPrimitives.WriteUInt32LittleEndian(encoded, (uint)source.Length);
        if (_szip.PlaneBytes > 1)
        {
            Span<byte> shuffled = Room(ref _planes, source.Length);
            ShuffleKernels.Fastest.Shuffle(source, shuffled, _szip.PlaneBytes);
            source = shuffled;
        }
        int length = _encoder.Encode(source, encoded[HeaderBytes..]);
        return length == 0 || length > source.Length ? 0 : HeaderBytes + length;
    }

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.Length < HeaderBytes) throw new InvalidDataException($"szip: {encoded.Length} bytes, too few for a header");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(encoded);
        if (length > (uint)decoded.Length) throw new InvalidDataException($"szip: {length} bytes where {decoded.Length} are expected");
        if (length % (_szip.PlaneBytes * _szip.CodedBytes) != 0)
            throw new InvalidDataException($"szip: {length} bytes are no whole number of {_szip.BitsPerPixel}-bit pixels");
        decoded = decoded[..(int)length];
        if (_szip.PlaneBytes == 1)
        {
            _decoder.Decode(encoded[HeaderBytes..], decoded);
            return decoded.Length;
        }
        Span<byte> shuffled = Room(ref _planes, decoded.Length);
        _decoder.Decode(encoded[HeaderBytes..], shuffled);
        if (length > 0) ShuffleKernels.Fastest.Unshuffle(shuffled, decoded, _szip.PlaneBytes);
        return decoded.Length;
    }

    private int EncodeTightly(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        Span<byte> roomy = Room(ref _spill, MaxEncodedLength(source.Length));
        int length = Encode(source, roomy);
        if (length == 0 || length > encoded.Length) return 0;
        roomy[..length].CopyTo(encoded);
        return length;
    }

    private static Span<byte> Room(ref byte[] buffer, int length)
    {
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<byte>(length);
        return buffer.AsSpan(0, length);
    }
}
