using Suffice.Chunks;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Zstd;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>
/// The general compressors for chunks that are no counts: a byte that says which, then the stream of HDF5 filter 32008
/// (bitshuffle with Zstandard), 32001 (Blosc with byte shuffle and Zstandard) or 32015 (Zstandard). Keeps its buffers; serves one thread.
/// </summary>
internal sealed class GeneralCoder
{
    private const byte BitshuffleStream = 1, BloscStream = 2, ZstdStream = 3;
    private const int Level = 3;

    // Drawings, test patterns and the like: long repeats that blocks cannot hold. A search that takes long ends soon in them.
    private const int RepeatedPart = 32, SmallBytes = 1 << 20, FewBytes = 512, HighestLevel = 22;
    private const double HighestGain = 1.1;

    private const int ProbeBytes = 1 << 18, FewestPieces = 2, MostPieces = 8;

    // The golden section: even steps would meet the same column of the scan again and again.
    private const double Spread = 0.6180339887;

    private readonly Dictionary<int, (IChunkFilter Bitshuffle, IChunkFilter Blosc)> _filters = [];
    private readonly ZstdFilter _zstd = new(Level);
    private ZstdFilter? _highest;
    private byte[] _encoded = [];

    /// <summary>Appends the smallest of the streams when it takes fewer bytes than <paramref name="limit"/>; else nothing.</summary>
    public bool TryEncode(ReadOnlySpan<byte> samples, int elementBytes, int limit, ByteSink payload)
    {
        (IChunkFilter bitshuffle, IChunkFilter blosc) = Filters(elementBytes);
        int start = payload.Length, best = limit;
        int least = Try(bitshuffle, BitshuffleStream, samples, start, payload, ref best);
        least = Math.Min(least, Try(blosc, BloscStream, samples, start, payload, ref best));
        least = Math.Min(least, Try(_zstd, ZstdStream, samples, start, payload, ref best));
        if (samples.Length <= SmallBytes && limit > FewBytes && least < samples.Length / RepeatedPart && least < limit * HighestGain)
            Try(_highest ??= new(HighestLevel), ZstdStream, samples, start, payload, ref best);
        return payload.Length > start;
    }

    /// <summary>What the better streams of some patterns say about the whole chunk, in bytes.</summary>
    public long Estimate(ReadOnlySpan<byte> samples, int elementBytes, int patternBytes)
    {
        (IChunkFilter bitshuffle, IChunkFilter blosc) = Filters(elementBytes);
        // Whole patterns: parts of one may be all bright or all dark.
        int patterns = samples.Length / patternBytes, pieces = Math.Min(patterns, Math.Clamp(ProbeBytes / patternBytes, FewestPieces, MostPieces));
        long bits = 0, bytes = 0;
        for (int i = 0; i < pieces; i++)
        {
            ReadOnlySpan<byte> piece = samples.Slice((int)(patterns * ((i + 0.5) * Spread % 1)) * patternBytes, patternBytes);
            bits += Encode(bitshuffle, piece) is var a and > 0 ? a : patternBytes;
            bytes += Encode(blosc, piece) is var b and > 0 ? b : patternBytes;
        }
        return Math.Min(bits, bytes) * patterns / pieces;
    }

    /// <summary>So few bytes are better encoded than estimated.</summary>
    public static bool IsSmall(int bytes) => bytes <= SmallBytes;

    /// <summary>Decodes a stream to exactly <paramref name="samples"/>.</summary>
    public void Decode(ReadOnlySpan<byte> payload, int elementBytes, Span<byte> samples)
    {
        (IChunkFilter bitshuffle, IChunkFilter blosc) = Filters(elementBytes);
        byte method = payload.IsEmpty ? (byte)0 : payload[0];
        if (method is not (BitshuffleStream or BloscStream or ZstdStream)) throw new InvalidDataException($"Tally: general method {method} is not known.");
        IChunkFilter filter = method switch { BitshuffleStream => bitshuffle, BloscStream => blosc, _ => _zstd };
        int length = filter.Decode(payload[1..], samples);
        if (length != samples.Length) throw new InvalidDataException($"Tally: a chunk decodes to {length} bytes where it says {samples.Length}.");
    }

    // Gives the stream's length, whether it was the smallest so far or not.
    private int Try(IChunkFilter filter, byte method, ReadOnlySpan<byte> samples, int start, ByteSink payload, ref int best)
    {
        int length = Encode(filter, samples);
        if (length == 0) return int.MaxValue;
        if (length + 1 >= best) return length;
        payload.Truncate(start);
        payload.Put(method);
        payload.Put(_encoded.AsSpan(0, length));
        best = length + 1;
        return length;
    }

    private int Encode(IChunkFilter filter, ReadOnlySpan<byte> samples)
    {
        int room = filter.MaxEncodedLength(samples.Length);
        return filter.Encode(samples, Scratch.Of(ref _encoded, room).AsSpan(0, room));
    }

    private (IChunkFilter Bitshuffle, IChunkFilter Blosc) Filters(int elementBytes)
    {
        if (_filters.TryGetValue(elementBytes, out var known)) return known;
        ElementType element = elementBytes switch { 1 => ElementType.UInt8, 2 => ElementType.UInt16, 4 => ElementType.UInt32, _ => ElementType.UInt64 };
        // The length is not known to the parameters; both formats carry their own.
        ChunkSpec chunk = new(element, SampleOrder.Native, [1]);
        FilterSpec bitshuffle = BitshuffleFilter.Spec(chunk, BitshuffleCodec.Zstd), blosc = BloscFilter.Spec(chunk, BloscCodec.Zstd, Level, BloscShuffle.Byte);
        return _filters[elementBytes] = (BitshuffleFilter.Kind.Create(bitshuffle, chunk), new BloscFilter(blosc, chunk));
    }
}
