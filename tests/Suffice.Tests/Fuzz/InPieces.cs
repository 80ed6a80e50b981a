using Suffice.Codecs;

namespace Suffice.Tests.Fuzz;

/// <summary>A filter whose chunks are decoded piece by piece.</summary>
internal sealed class InPieces(IPiecewiseFilter filter) : IChunkFilter
{
    public int MaxEncodedLength(int length) => filter.MaxEncodedLength(length);

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded) => filter.Encode(source, encoded);

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        int pieceBytes = filter.PieceBytes(encoded, decoded.Length);
        if (pieceBytes == 0) return filter.Decode(encoded, decoded);
        for (int piece = 0, start = 0; start < decoded.Length; piece++, start += pieceBytes)
            filter.DecodePiece(encoded, decoded.Length, piece, decoded.Slice(start, Math.Min(pieceBytes, decoded.Length - start)));
        return decoded.Length;
    }
}
