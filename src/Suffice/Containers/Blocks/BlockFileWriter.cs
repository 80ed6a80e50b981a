using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Containers.Blocks;

/// <summary>Writes a cube as blocks of patterns, given in scan order in slabs of whole rows.</summary>
public sealed class BlockFileWriter : IDisposable
{
    private readonly BlockFormat _format;
    private readonly FileStream _file;
    private readonly Cube _cube;
    private readonly int _threads;
    private readonly SlotPool<Encoder> _encoders;
    private readonly List<long> _offsets = [];

    public BlockFileWriter(string path, BlockFormat format, Cube cube, int threads)
    {
        (_format, _cube, _threads) = (format, cube, threads);
        _encoders = new SlotPool<Encoder>(() => new Encoder(format.MakeFilter(BlockFormat.Block(cube)), BlockFormat.Block(cube).Bytes));
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _file.Write(format.MakePrefix(cube));
    }

    /// <summary>Writes the next rows.</summary>
    public void Write(CubeRegion slab, SampleBuffer samples, CancellationToken cancellation = default)
    {
        if (slab.Extent.ScanX != _cube.Shape.ScanX) throw new ArgumentException("a slab must be whole rows", nameof(slab));
        int perRow = BlockFormat.BlocksPerRow(_cube), patternsPerBlock = BlockFormat.PatternsPerBlock(_cube), columns = _cube.Shape.ScanX;
        long patternBytes = _cube.PatternBytes;
        OrderedWork.Run(
            checked(slab.Extent.ScanY * perRow), _threads, _encoders.Take,
            (i, lease) =>
            {
                (int row, int part) = Math.DivRem(i, perRow);
                int column = part * patternsPerBlock;
                int length = (int)(Math.Min(patternsPerBlock, columns - column) * patternBytes);
                lease.Value.Encode(samples.Span(((long)row * columns + column) * patternBytes, length));
            },
            (_, lease) =>
            {
                _offsets.Add(_file.Position);
                _file.Write(lease.Value.Encoded);
            },
            cancellation);
    }

    /// <summary>Ends the file.</summary>
    public void Close()
    {
        _offsets.Add(_file.Position);
        if (_format.HasIndex) _file.Write(BlockFormat.EncodeIndex(_offsets));
        Dispose();
    }

    public void Dispose()
    {
        _file.Dispose();
        _encoders.Dispose();
    }

    private sealed class Encoder(IChunkFilter filter, int blockBytes) : IDisposable
    {
        private readonly SampleBuffer _encoded = new(filter.MaxEncodedLength(blockBytes));
        private int _length;

        public ReadOnlySpan<byte> Encoded => _encoded.Span(0, _length);

        // A block has no mask that could say that it went without its filter.
        public void Encode(ReadOnlySpan<byte> samples) => _length = filter.Encode(samples, _encoded.Span()) is int length and > 0
            ? length : throw new InvalidOperationException($"a block of {samples.Length} bytes does not fit the {_encoded.Length} that its filter asked for");

        public void Dispose()
        {
            _encoded.Dispose();
            (filter as IDisposable)?.Dispose();
        }
    }
}
