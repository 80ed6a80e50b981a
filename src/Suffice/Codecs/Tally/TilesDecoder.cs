using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Decodes chunks in tiles, whole or only those segments that hold wanted patterns. An instance serves one thread.</summary>
internal sealed class TilesDecoder<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly TileLayout _layout = new();
    private readonly List<TileMap> _maps = [];
    private readonly ClassMap _mapCoder = new();
    private readonly MeanCoder _meanCoder = new();
    private readonly RangeDecoder _coder = new();
    private readonly TableModels _models = new();
    private readonly FrequencyTable _table = new();
    private readonly bool[] _present = new bool[RateClasses.Count];
    private readonly SegmentReader<T> _segments;
    private readonly RansTable[] _tables = new RansTable[RateClasses.Count];
    private int[] _frames = [];

    public TilesDecoder(RunDecoder kernel)
    {
        for (int c = 0; c < _tables.Length; c++) _tables[c] = new RansTable();
        _segments = new SegmentReader<T>(kernel, _tables);
    }

    /// <summary>Decodes a payload.</summary>
    /// <param name="wanted">Patterns that are wanted, or null for all; of the others, some are left undefined.</param>
    public void Decode(ByteSource source, uint frontCrc, CubeShape shape, (int First, int Count)? wanted, Span<T> samples)
    {
        int pixels = (int)shape.PatternSamples, patterns = shape.ScanY * shape.ScanX;
        DirectoryReader entries = ReadFront(source, frontCrc, shape, out int segmentFrames, out int group);
        (int firstWanted, int lastWanted) = wanted is { } range ? (range.First, range.First + range.Count - 1) : (0, patterns - 1);
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            ReadOnlySpan<int> frames = _layout.Frames(tile);
            for (int first = 0; first < frames.Length; first += segmentFrames)
            {
                ReadOnlySpan<int> own = frames.Slice(first, Math.Min(segmentFrames, frames.Length - first));
                SegmentEntry entry = entries.Next();
                int start = source.Skip(entry.Bytes(_maps[tile]));
                // Numbers of patterns rise within a segment.
                if (own[0] > lastWanted || own[^1] < firstWanted) continue;
                Span<int> offsets = Scratch.Of(ref _frames, own.Length).AsSpan(0, own.Length);
                for (int k = 0; k < own.Length; k++) offsets[k] = own[k] * pixels;
                _segments.Decode(source, start, entry, _maps[tile], offsets, group, pixels, samples);
            }
        }
    }

    /// <summary>Decodes a payload to the counts above zero.</summary>
    public void DecodeSparse(ByteSource source, uint frontCrc, CubeShape shape, double unit, SparsePatternHandler handler)
    {
        DirectoryReader entries = ReadFront(source, frontCrc, shape, out int segmentFrames, out int group);
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            ReadOnlySpan<int> frames = _layout.Frames(tile);
            for (int first = 0; first < frames.Length; first += segmentFrames)
            {
                SegmentEntry entry = entries.Next();
                int start = source.Skip(entry.Bytes(_maps[tile]));
                _segments.DecodeSparse(
                    source, start, entry, _maps[tile], frames.Slice(first, Math.Min(segmentFrames, frames.Length - first)), group, (int)shape.PatternSamples, unit, handler);
            }
        }
    }

    // All that comes before the segments.
    private DirectoryReader ReadFront(ByteSource source, uint frontCrc, CubeShape shape, out int segmentFrames, out int group)
    {
        int pixels = (int)shape.PatternSamples, tileSize = source.GetVarint();
        (segmentFrames, group) = (source.GetVarint(), source.GetVarint());
        int mapBytes = source.GetVarint(), meanBytes = source.GetVarint(), tableBytes = source.GetVarint(), directoryBytes = source.GetVarint();
        int maps = source.Skip(mapBytes), means = source.Skip(meanBytes), tables = source.Skip(tableBytes), directory = source.Skip(directoryBytes);
        if (Crc32.Of(source.Bytes.AsSpan(0, source.At)) != frontCrc) throw new InvalidDataException("Tally: the maps of a chunk are damaged.");
        if (segmentFrames == 0 || group == 0) throw new InvalidDataException("Tally: a segment without patterns.");
        _layout.Set(shape, tileSize);
        if ((long)_layout.Tiles * pixels > 1L << 31) throw new InvalidDataException($"Tally: {_layout.Tiles} tiles of {pixels} pixels.");
        ReadMaps(source, maps, mapBytes, means, meanBytes, pixels, shape.DetectorX);
        ReadTables(source, tables, tableBytes);
        return new(source.Bytes, directory, directory + directoryBytes);
    }

    private void ReadMaps(ByteSource source, int maps, int mapBytes, int means, int meanBytes, int pixels, int width)
    {
        _coder.Start(source.Bytes, maps, mapBytes);
        _mapCoder.Clear();
        Array.Clear(_present);
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            if (tile == _maps.Count) _maps.Add(new TileMap());
            TileMap map = _maps[tile];
            map.Begin(pixels);
            _mapCoder.Read(_coder, map.Classes, new NearTiles(_layout, _maps, tile), width);
            map.Sort();
            for (int c = 0; c < RateClasses.Count; c++) _present[c] |= map.Counts[c] > 0;
        }
        if (!_present.AsSpan(RateClasses.FirstResidual).Contains(true)) return;
        _coder.Start(source.Bytes, means, meanBytes);
        _meanCoder.Clear();
        for (int tile = 0; tile < _layout.Tiles; tile++) _meanCoder.Read(_coder, _maps[tile], new NearTiles(_layout, _maps, tile));
    }

    private void ReadTables(ByteSource source, int tables, int tableBytes)
    {
        _coder.Start(source.Bytes, tables, tableBytes);
        _models.Clear();
        for (int c = RateClasses.FirstDirect; c < RateClasses.Count; c++) if (_present[c]) ReadTable(c);
        bool anyGaps = false;
        for (int c = 1; c < RateClasses.FirstDirect; c++)
        {
            if (!_present[c]) continue;
            ReadTable(c);
            anyGaps = true;
        }
        if (anyGaps) ReadTable(GapReader.ValueTable);
    }

    private void ReadTable(int c)
    {
        _table.Read(_coder, _models);
        _tables[c].Fill(_table);
    }
}
