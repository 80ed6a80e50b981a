namespace Suffice.Codecs;

/// <summary>
/// One stage of a chunk's encoding: bytes to bytes and back, exactly. An instance is made for one dataset and serves one
/// thread at a time, because it may own scratch space.
/// </summary>
public interface IChunkFilter
{
    /// <summary>Room that <see cref="Encode"/> may need for <paramref name="length"/> bytes.</summary>
    int MaxEncodedLength(int length);

    /// <summary>Encodes <paramref name="source"/> and returns the number of bytes written.</summary>
    /// <returns>0 when the result does not fit into <paramref name="encoded"/>: the caller then leaves the filter out.</returns>
    int Encode(ReadOnlySpan<byte> source, Span<byte> encoded);

    /// <summary>Decodes <paramref name="encoded"/> and returns the number of bytes written.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged, or holds more than <paramref name="decoded"/>.</exception>
    int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded);
}
