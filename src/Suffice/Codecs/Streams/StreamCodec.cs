namespace Suffice.Codecs.Streams;

/// <summary>
/// A compressor of the single streams inside a block format (Blosc, Bitshuffle), whose lengths that format keeps. An instance
/// serves one thread and owns its scratch.
/// </summary>
internal abstract class StreamCodec
{
    /// <summary>Room with which <see cref="Encode"/> cannot fail.</summary>
    public abstract int MaxEncodedLength(int length);

    /// <summary>Bytes written; 0 when the stream does not fit into <paramref name="target"/>, which is then undefined.</summary>
    public abstract int Encode(ReadOnlySpan<byte> source, Span<byte> target);

    /// <summary>True when <paramref name="source"/> is valid and has exactly the length of <paramref name="target"/>.</summary>
    public abstract bool Decode(ReadOnlySpan<byte> source, Span<byte> target);
}
