using Suffice.Chunks;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>Encodes a chunk, decodes it again and compares: what packing does to each of them. Serves one thread.</summary>
internal sealed class CheckedChunk(Hdf5Layout layout, CubeShape chunk) : IDisposable
{
    private readonly Hdf5ChunkEncoder _encoder = new(layout, chunk);
    private readonly SampleBuffer _decoded = new(layout.Spec.Bytes);

    /// <summary>Extents of a chunk.</summary>
    public CubeShape Extents => chunk;

    /// <summary>The last chunk, encoded.</summary>
    public ReadOnlySpan<byte> Encoded => _encoder.Encoded;

    /// <summary>Which filters the last chunk went without.</summary>
    public uint FilterMask => _encoder.FilterMask;

    /// <summary>Encodes chunk <paramref name="index"/> of samples whose extents are the grid's.</summary>
    public void Encode(ChunkGrid grid, int index, SampleBuffer samples) => _encoder.Encode(grid, index, samples);

    /// <summary>Decodes the last chunk and compares it with what it was made of.</summary>
    /// <exception cref="InvalidDataException">It differs.</exception>
    public ChunkChecksum Check(int index)
    {
        if (!_encoder.DecodesBack(_decoded.Span()))
            throw new InvalidDataException(
                $"chunk {index} does not decode to the samples that were encoded: nothing was written; take another --codec and report this");
        return new ChunkChecksum(Crc32C.Of(Encoded), Crc32C.Of(_encoder.Samples));
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _decoded.Dispose();
    }
}
