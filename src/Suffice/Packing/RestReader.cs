using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>Reads the kept bytes of an original from the first to the last.</summary>
internal sealed class RestReader : IDisposable
{
    private readonly Hdf5Dataset? _dataset;
    private readonly Hdf5ChunkStore? _chunks;
    private readonly FilterPipeline? _pipeline;
    private readonly byte[] _block = [];
    private long _position, _loaded = -1;

    public RestReader(Hdf5File file, string path)
    {
        if (file.Describe(path).Kind != Hdf5NodeKind.Dataset) return;
        _dataset = new Hdf5Dataset(file, path);
        if (_dataset is not { Chunk: [<= RestBlock.MaxBytes], Element: ElementType.UInt8 }) throw new CubeFileException(file.Path, $"{path} is damaged");
        _chunks = new Hdf5ChunkStore(_dataset);
        _pipeline = new FilterPipeline(_dataset.Filters, new ChunkSpec(_dataset.Element, _dataset.Order, _dataset.Chunk));
        _block = new byte[_dataset.Chunk[0]];
    }

    /// <summary>Bytes that have not been read yet.</summary>
    public long Left => (_dataset?.Extents[0] ?? 0) - _position;

    /// <summary>Hands out the next bytes, in parts.</summary>
    public void Read(long count, Action<ReadOnlySpan<byte>> take)
    {
        if (count < 0 || count > Left) throw new InvalidDataException($"{count} bytes of a rest that has {Left} left");
        while (count > 0)
        {
            (long block, long at) = Math.DivRem(_position, _block.Length);
            if (block != _loaded) Load(block);
            int part = (int)Math.Min(count, _block.Length - at);
            take(_block.AsSpan((int)at, part));
            _position += part;
            count -= part;
        }
    }

    public void Dispose()
    {
        _chunks?.Dispose();
        _dataset?.Dispose();
    }

    private void Load(long block)
    {
        byte[] stored = new byte[_chunks!.LengthOf([block], 2L * _block.Length + (1 << 20))];
        _chunks.Read([block], stored, out uint mask);
        _pipeline!.Decode(stored, mask, _block);
        _loaded = block;
    }
}
