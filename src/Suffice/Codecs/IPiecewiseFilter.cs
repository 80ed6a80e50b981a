namespace Suffice.Codecs;

/// <summary>A filter whose chunks decode in pieces that do not depend on one another: each can be put in place while it is in the cache.</summary>
public interface IPiecewiseFilter : IChunkFilter
{
    /// <summary>Bytes of each piece but the last, which may be shorter; 0 where the chunk is in one piece.</summary>
    /// <param name="length">Bytes that the chunk must decode to.</param>
    /// <exception cref="InvalidDataException">The stream is damaged, or has another length.</exception>
    int PieceBytes(ReadOnlySpan<byte> encoded, int length);

    /// <summary>Decodes one piece of a chunk of which <see cref="PieceBytes"/> gave the length of its pieces.</summary>
    /// <param name="length">Bytes that the chunk decodes to.</param>
    /// <param name="decoded">As long as the piece.</param>
    /// <exception cref="InvalidDataException">The piece is damaged.</exception>
    void DecodePiece(ReadOnlySpan<byte> encoded, int length, int piece, Span<byte> decoded);
}
