using Suffice.Cubes;

namespace Suffice.Codecs;

/// <summary>A filter that can tell the counts above zero of some of its chunks without making all samples.</summary>
public interface ISparseFilter : IChunkFilter
{
    /// <summary>Bytes of a chunk that <see cref="IsSparse"/> needs to see.</summary>
    int BeginningBytes { get; }

    /// <summary>Whether this chunk is one of them, and that costs less than decoding it.</summary>
    /// <param name="beginning">The chunk's first bytes, at least <see cref="BeginningBytes"/> or all.</param>
    /// <param name="length">Bytes of the whole chunk.</param>
    /// <param name="patterns">Patterns that it must hold.</param>
    /// <param name="patternPixels">Pixels of each.</param>
    bool IsSparse(ReadOnlySpan<byte> beginning, int length, int patterns, int patternPixels);

    /// <summary>Decodes a chunk for which that holds, one pattern after the other, in any order.</summary>
    /// <exception cref="InvalidDataException">The chunk is damaged; patterns that were handed out before may be wrong.</exception>
    void DecodeSparse(ReadOnlySpan<byte> encoded, SparsePatternHandler handler);
}

/// <summary>Takes a pattern of a chunk.</summary>
/// <param name="pattern">Its number within the chunk, in the order of the scan.</param>
public delegate void SparsePatternHandler(int pattern, SparsePattern counts);
