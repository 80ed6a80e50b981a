using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Containers.Blocks;

/// <summary>Reads a cube that <see cref="BlockFileWriter"/> wrote; the cube's description comes from the caller.</summary>
public sealed class BlockFileReader : ICubeReader
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly (long Offset, int Length)[] _blocks;
    private readonly int _blocksPerRow;
    private readonly SlotPool<Decoder> _decoders;

    public BlockFileReader(string path, BlockFormat format, Cube cube)
    {
        (_path, Cube) = (path, cube);
        _blocksPerRow = BlockFormat.BlocksPerRow(cube);
        _file = File.OpenHandle(path);
        try
        {
            ChunkSpec block = BlockFormat.Block(cube);
            _blocks = FindBlocks(format.HasIndex ? IndexedOffsets() : ScannedOffsets(format));
            int longest = _blocks.Length == 0 ? 0 : _blocks.Max(found => found.Length);
            _decoders = new SlotPool<Decoder>(() => new Decoder(format.MakeFilter(block), longest, block.Bytes));
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public Cube Cube { get; }

    private long ExpectedBlocks => (long)Cube.Shape.ScanY * _blocksPerRow;

    public CubeShape BlockShape => Cube.Shape with { ScanY = 1 };

    public unsafe void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        if (!region.IsWithin(Cube.Shape)) throw new ArgumentException($"{region} is not within {Cube.Shape}", nameof(region));
        if (samples.Length != region.Extent.Samples * Cube.Element.Bytes())
            throw new ArgumentException($"{samples.Length} bytes do not hold {region.Extent}", nameof(samples));
        CubeRegion wanted = region;
        int first = region.ScanY * _blocksPerRow, length = samples.Length;
        fixed (byte* target = samples)
        {
            nint address = (nint)target;
            OrderedWork.RunUnordered(wanted.Extent.ScanY * _blocksPerRow, threads, _decoders.Take,
                (i, lease) => ReadBlock(first + i, lease.Value, wanted, new Span<byte>((void*)address, length)));
        }
    }

    public void Dispose()
    {
        _decoders.Dispose();
        _file.Dispose();
    }

    private void ReadBlock(int index, Decoder decoder, CubeRegion region, Span<byte> target)
    {
        (long offset, int length) = _blocks[index];
        (int row, int part) = Math.DivRem(index, _blocksPerRow);
        int perBlock = BlockFormat.PatternsPerBlock(Cube), column = part * perBlock, patterns = Math.Min(perBlock, Cube.Shape.ScanX - column);
        ReadOnlySpan<byte> samples;
        try
        {
            ReadExactly(decoder.Encoded(length), offset);
            samples = decoder.Decode(length, checked((int)(patterns * Cube.PatternBytes)));
        }
        catch (InvalidDataException e)
        {
            throw new CubeFileException(_path, $"block {index} at byte {offset}: {e.Message}", e);
        }
        CubeRegion source = new(row, column, 0, 0, Cube.Shape with { ScanY = 1, ScanX = patterns });
        CubeRegion box = BoxCopy.Intersection(source, region);
        if (box.Extent.Samples > 0) BoxCopy.Copy(box, source, samples, region, target, Cube.Element.Bytes());
    }

    private (long, int)[] FindBlocks(long[] offsets)
    {
        if (offsets.Length - 1 != ExpectedBlocks)
            throw new CubeFileException(_path, $"{offsets.Length - 1} blocks where {ExpectedBlocks} were expected");
        long end = RandomAccess.GetLength(_file);
        (long, int)[] blocks = new (long, int)[ExpectedBlocks];
        for (int i = 0; i < blocks.Length; i++)
        {
            long length = offsets[i + 1] - offsets[i];
            if (offsets[i] < 0 || length is <= 0 or > int.MaxValue || offsets[i + 1] > end)
                throw new CubeFileException(_path, $"block {i} claims {length} bytes at {offsets[i]}");
            blocks[i] = (offsets[i], (int)length);
        }
        return blocks;
    }

    private long[] IndexedOffsets()
    {
        long end = RandomAccess.GetLength(_file);
        byte[] number = new byte[8];
        ReadExactly(number, end - 8);
        long count = BinaryPrimitives.ReadInt64LittleEndian(number);
        // An index cannot be longer than the file, nor than an array.
        if (count < 0 || count > Math.Min((end - 16) / 8, Array.MaxLength / 8 - 1))
            throw new CubeFileException(_path, $"the index claims {count} blocks");
        byte[] index = new byte[8 * (count + 1)];
        ReadExactly(index, end - 8 - index.Length);
        return [.. Enumerable.Range(0, (int)count + 1).Select(i => BinaryPrimitives.ReadInt64LittleEndian(index.AsSpan(8 * i)))];
    }

    private long[] ScannedOffsets(BlockFormat format)
    {
        long end = RandomAccess.GetLength(_file);
        List<long> offsets = [format.MakePrefix(Cube).Length];
        byte[] header = new byte[64];
        // One block too many is enough to know that it is another cube's file.
        while (offsets[^1] < end && offsets.Count <= ExpectedBlocks + 1)
        {
            int room = (int)Math.Min(header.Length, end - offsets[^1]);
            ReadExactly(header.AsSpan(0, room), offsets[^1]);
            offsets.Add(offsets[^1] + LengthOf(format, header.AsMemory(0, room), offsets[^1]));
        }
        return [.. offsets];
    }

    private int LengthOf(BlockFormat format, ReadOnlyMemory<byte> header, long offset)
    {
        try
        {
            return format.BlockLength!(header);
        }
        catch (InvalidDataException e)
        {
            throw new CubeFileException(_path, $"no block begins at byte {offset}: {e.Message}", e);
        }
    }

    private void ReadExactly(Span<byte> target, long offset)
    {
        for (int done = 0; done < target.Length;)
        {
            int read = offset < 0 ? 0 : RandomAccess.Read(_file, target[done..], offset + done);
            if (read == 0) throw new CubeFileException(_path, $"ends at byte {offset + done} of {offset + target.Length}");
            done += read;
        }
    }

    private sealed class Decoder(IChunkFilter filter, int longest, int blockBytes) : IDisposable
    {
        private readonly SampleBuffer _encoded = new(longest);
        private readonly SampleBuffer _samples = new(blockBytes);

        public Span<byte> Encoded(int length) => _encoded.Span(0, length);

        public ReadOnlySpan<byte> Decode(int length, int expected)
        {
            int decoded = filter.Decode(Encoded(length), _samples.Span(0, expected));
            return decoded == expected ? _samples.Span(0, expected) : throw new InvalidDataException($"holds {decoded} bytes, not {expected}");
        }

        public void Dispose()
        {
            _encoded.Dispose();
            _samples.Dispose();
            (filter as IDisposable)?.Dispose();
        }
    }
}
