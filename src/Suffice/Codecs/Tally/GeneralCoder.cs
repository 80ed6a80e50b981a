using Suffice.Chunks;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>
/// The general compressors for chunks that are no counts: a byte that says which, then the stream of HDF5 filter 32008
/// (bitshuffle with Zstandard) or 32001 (Blosc with byte shuffle and Zstandard). Keeps its buffers; serves one thread.
/// </summary>
internal sealed class GeneralCoder
{
    private const byte BitshuffleStream = 1, BloscStream = 2;
    private const int Level = 3;
    private const int ProbeBytes = 1 << 18, FewestPieces = 2, MostPieces = 8;

    // The golden section: even steps would meet the same column of the scan again and again.
    private const double Spread = 0.6180339887;

    private readonly Dictionary<int, (IChunkFilter Bitshuffle, IChunkFilter Blosc)> _filters = [];
    private byte[] _encoded = [];

    /// <summary>Appends the smaller of both streams when it takes fewer bytes than <paramref name="limit"/>; else nothing.</summary>
    public bool TryEncode(ReadOnlySpan<byte> samples, int elementBytes, int limit, ByteSink payload)
    {
        (IChunkFilter bitshuffle, IChunkFilter blosc) = Filters(elementBytes);
        int start = payload.Length;
        int best = limit;
        foreach (byte method in (ReadOnlySpan<byte>)[BitshuffleStream, BloscStream])
        {
            int length = Encode(method == BitshuffleStream ? bitshuffle : blosc, samples);
            if (length == 0 || length + 1 >= best) continue;
            payload.Truncate(start);
            payload.Put(method);
            payload.Put(_encoded.AsSpan(0, length));
            best = length + 1;
        }
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

    /// <summary>Decodes a stream to exactly <paramref name="samples"/>.</summary>
    public void Decode(ReadOnlySpan<byte> payload, int elementBytes, Span<byte> samples)
    {
        (IChunkFilter bitshuffle, IChunkFilter blosc) = Filters(elementBytes);
        byte method = payload.IsEmpty ? (byte)0 : payload[0];
        if (method is not (BitshuffleStream or BloscStream)) throw new InvalidDataException($"Tally: general method {method} is not known.");
        int length = (method == BitshuffleStream ? bitshuffle : blosc).Decode(payload[1..], samples);
        if (length != samples.Length) throw new InvalidDataException($"Tally: a chunk decodes to {length} bytes where it says {samples.Length}.");
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
