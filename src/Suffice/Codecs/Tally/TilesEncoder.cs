using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>
/// Codes a chunk with one rate for each pixel of each tile of the scan (mode <see cref="TallyMode.Tiles"/>; docs/tally.md). An
/// instance serves one thread and keeps its buffers.
/// </summary>
internal sealed class TilesEncoder<T>
    where T : unmanaged, IBinaryInteger<T>
{
    // A group of patterns and what it is decoded from stay in the second-level cache.
    private const int GroupBytes = 1 << 19;
    private const int LeastGroup = 8, MostGroup = 64;

    // A segment can be decoded alone; what that costs, some 100 bytes, stays below half a percent.
    private const int SegmentBytes = 32768;
    private const int LeastSegment = 8;

    private readonly TileChooser _tileChooser = new();
    private readonly ClassChooser _classChooser = new();
    private readonly TileLayout _layout = new();
    private readonly List<TileMap> _maps = [];
    private readonly bool[] _present = new bool[RateClasses.Count];
    private readonly uint[] _histograms = new uint[RateClasses.Count * EventCollector.HistogramBins];
    private readonly ClassMap _mapCoder = new();
    private readonly MeanCoder _meanCoder = new();
    private readonly RangeEncoder _mapBytes = new(), _meanBytes = new(), _tableBytes = new();
    private readonly TileTables _tables = new();
    private readonly SegmentWriter<T> _segments = new();
    private readonly TileEvents _events = new();
    private uint[] _sums = [];
    private ushort[] _small = [];
    private int[] _high = [];
    private ulong[] _distances = [];

    /// <summary>Appends the payload of the chunk, and gives the checksum for its header.</summary>
    public uint Encode(ReadOnlySpan<T> samples, CubeShape shape, ByteSink payload)
    {
        int pixels = (int)shape.PatternSamples;
        _layout.Set(shape, _tileChooser.Choose(samples, shape));
        double bits = MakeMaps(samples, shape);
        int group = Math.Clamp(GroupBytes / (pixels * Marshal.SizeOf<T>()), LeastGroup, MostGroup);
        int most = _layout.Frames(0).Length, segments = (int)Math.Clamp(bits / 8 / SegmentBytes / _layout.Tiles, 1, Math.Max(1, most / LeastSegment));
        int segmentFrames = (most + segments - 1) / segments;
        Array.Clear(_histograms);
        _events.Collect(samples, pixels, _layout, _maps, segmentFrames, group, _histograms);
        CountTheRest(samples, pixels);
        _tableBytes.Clear();
        _tables.Write(_tableBytes, _present, _histograms, _events.Gaps);
        _segments.Begin(_tables, group);
        _events.Write(samples, pixels, _layout, _maps, _segments);
        return WriteFront(segmentFrames, group, shape.DetectorX, payload);
    }

    // Gives an estimate of the bits that all counts will take.
    private double MakeMaps(ReadOnlySpan<T> samples, CubeShape shape)
    {
        int pixels = (int)shape.PatternSamples;
        double bits = 0;
        Array.Clear(_present);
        Scratch.Of(ref _small, pixels);
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            if (tile == _maps.Count) _maps.Add(new TileMap());
            TileMap map = _maps[tile];
            map.Begin(pixels);
            ReadOnlySpan<int> frames = _layout.Frames(tile);
            Span<uint> sums = Scratch.Zeroed(ref _sums, pixels).AsSpan(0, pixels);
            PixelSums.Add(samples, frames, sums, _small.AsSpan(0, pixels));
            _classChooser.Choose(sums, frames.Length, shape.DetectorX, new NearTiles(_layout, _maps, tile), map.Classes);
            SetResiduals(samples, frames, sums, map);
            map.Sort();
            map.BoundEvents(sums, frames.Length);
            for (int c = 1; c < RateClasses.Count; c++)
            {
                _present[c] |= map.Counts[c] > 0;
                bits += (double)map.Counts[c] * frames.Length * RateEntropies.Bits(c);
            }
        }
        return bits;
    }

    // Pattern by pattern: a pixel's counts, one pattern apart, would all fall into the same few lines of the cache.
    private void SetResiduals(ReadOnlySpan<T> samples, ReadOnlySpan<int> frames, ReadOnlySpan<uint> sums, TileMap map)
    {
        int pixels = sums.Length, count = 0;
        double limit = RateClasses.HighestRate * frames.Length;
        Scratch.Of(ref _high, pixels);
        for (int i = 0; i < pixels; i++)
        {
            if (sums[i] <= limit) continue;
            map.Means[i] = (uint)((sums[i] + (ulong)frames.Length / 2) / (ulong)frames.Length);
            _high[count++] = i;
        }
        if (count == 0) return;
        Span<ulong> distances = Scratch.Zeroed(ref _distances, count).AsSpan(0, count);
        foreach (int frame in frames)
        {
            ReadOnlySpan<T> pattern = samples.Slice(frame * pixels, pixels);
            for (int k = 0; k < count; k++) distances[k] += (ulong)Math.Abs((int)(uint.CreateTruncating(pattern[_high[k]]) - map.Means[_high[k]]));
        }
        for (int k = 0; k < count; k++) map.Classes[_high[k]] = ClassChooser.Residual((double)distances[k] / frames.Length);
    }

    // The zeros of the direct classes, and the distances from the means.
    private void CountTheRest(ReadOnlySpan<T> samples, int pixels)
    {
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            ReadOnlySpan<int> frames = _layout.Frames(tile);
            for (int c = RateClasses.FirstDirect; c < RateClasses.FirstResidual; c++) _histograms[c * EventCollector.HistogramBins] += (uint)(_maps[tile].Counts[c] * frames.Length);
            for (int c = RateClasses.FirstResidual; c < RateClasses.Count; c++) CountResiduals(samples, pixels, frames, _maps[tile], c);
        }
        for (int c = RateClasses.FirstDirect; c < RateClasses.FirstResidual; c++)
        {
            Span<uint> bins = _histograms.AsSpan(c * EventCollector.HistogramBins, EventCollector.HistogramBins);
            foreach (uint n in bins[1..]) bins[0] -= n;
        }
    }

    private void CountResiduals(ReadOnlySpan<T> samples, int pixels, ReadOnlySpan<int> frames, TileMap map, int c)
    {
        Span<uint> bins = _histograms.AsSpan(c * EventCollector.HistogramBins, EventCollector.HistogramBins);
        int shift = RateClasses.Shift(c);
        ReadOnlySpan<int> own = map.PixelsOf(c);
        foreach (int frame in frames)
        {
            ReadOnlySpan<T> pattern = samples.Slice(frame * pixels, pixels);
            foreach (int pixel in own)
                bins[(int)Math.Min(Residual.Escape, Residual.Fold(uint.CreateTruncating(pattern[pixel]), map.Means[pixel]) >> shift)]++;
        }
    }

    private uint WriteFront(int segmentFrames, int group, int width, ByteSink payload)
    {
        int start = payload.Length;
        _mapBytes.Clear();
        _mapCoder.Clear();
        _meanBytes.Clear();
        _meanCoder.Clear();
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            NearTiles near = new(_layout, _maps, tile);
            _mapCoder.Write(_mapBytes, _maps[tile].Classes, near, width);
            _meanCoder.Write(_meanBytes, _maps[tile], near);
        }
        bool hasMeans = _present.AsSpan(RateClasses.FirstResidual).Contains(true);
        ReadOnlySpan<byte> maps = _mapBytes.Finish(), means = hasMeans ? _meanBytes.Finish() : default, tables = _tableBytes.Finish(), directory = _segments.Directory;
        foreach (int number in (ReadOnlySpan<int>)[_layout.TileSize, segmentFrames, group, maps.Length, means.Length, tables.Length, directory.Length])
            payload.PutVarint((uint)number);
        payload.Put(maps);
        payload.Put(means);
        payload.Put(tables);
        payload.Put(directory);
        uint crc = Crc32.Of(payload.Written[start..]);
        payload.Put(_segments.Body);
        return crc;
    }
}
