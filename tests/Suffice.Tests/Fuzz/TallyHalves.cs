using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Tally;

namespace Suffice.Tests.Fuzz;

/// <summary>Tally whose chunks are decoded as those who look at a few patterns do it: first one part, then the others.</summary>
internal sealed class TallyHalves(FilterSpec spec, ChunkSpec chunk) : IChunkFilter
{
    private readonly TallyFilter _encoder = new(spec, chunk, TallyMode.Tiles);
    private readonly TallyDecoder _decoder = new();
    private readonly int _patterns = chunk.Extents[0], _patternBytes = chunk.Bytes / chunk.Extents[0];

    public int MaxEncodedLength(int length) => _encoder.MaxEncodedLength(length);

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded) => _encoder.Encode(source, encoded);

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        byte[] others = new byte[decoded.Length];
        int length = _decoder.DecodePatterns(encoded, 0, 1, decoded);
        if (_decoder.DecodePatterns(encoded, 1, _patterns - 1, others) != length) throw new InvalidOperationException("two parts of a chunk give it two lengths");
        int from = Math.Min(length, _patternBytes);
        others.AsSpan(from, length - from).CopyTo(decoded[from..]);
        return length;
    }
}
