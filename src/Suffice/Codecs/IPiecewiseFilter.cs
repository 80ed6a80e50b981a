namespace Suffice.Codecs;

/// <summary>A filter whose chunks are pieces that do not depend on one another: each can be fetched, or put in place, while it is in the cache.</summary>
public interface IPiecewiseFilter : IChunkFilter
{
    /// <summary>Encodes as <see cref="IChunkFilter.Encode"/> does what need not all be there yet.</summary>
    /// <param name="fetch">Called before bytes of the source are read, with the end of those: all before it must then be there.</param>
    int Encode(ReadOnlySpan<byte> source, Span<byte> encoded, Action<int> fetch);

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
