using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>The events of the gap classes of a chunk in tiles, and its segments.</summary>
internal sealed class TileEvents
{
    private const int Classes = RateClasses.FirstDirect;

    private readonly int[] _cursors = new int[Classes];
    private readonly uint[] _positions = new uint[Classes];
    private readonly int[] _starts = new int[Classes];
    private readonly List<BitWriter> _raw = [];
    private ulong[] _events = [];
    private int[] _tokenEnds = [];
    private uint[] _crcs = [];
    private int _segmentFrames;
    private int _groupFrames;

    public GapWriter Gaps { get; } = new();

    /// <summary>Finds the events, turns them into tokens, and counts the direct classes' values above zero.</summary>
    public void Collect<T>(
        ReadOnlySpan<T> samples, int pixels, TileLayout layout, List<TileMap> maps, int segmentFrames, int groupFrames, Span<uint> histograms)
        where T : unmanaged, IBinaryInteger<T>
    {
        (_segmentFrames, _groupFrames) = (segmentFrames, groupFrames);
        int segments = 0, most = 0;
        for (int tile = 0; tile < layout.Tiles; tile++)
        {
            int frames = layout.Frames(tile).Length;
            segments += (frames - 1) / segmentFrames + 1;
            most = Math.Max(most, maps[tile].MostEvents.Sum());
        }
        Scratch.Of(ref _tokenEnds, segments + 1)[0] = 0;
        Scratch.Of(ref _crcs, segments);
        Scratch.Of(ref _events, most);
        Gaps.Begin();
        int segment = 0;
        for (int tile = 0; tile < layout.Tiles; tile++)
        {
            ReadOnlySpan<int> frames = layout.Frames(tile);
            for (int first = 0; first < frames.Length; first += segmentFrames)
                CollectSegment(samples, pixels, frames.Slice(first, Math.Min(segmentFrames, frames.Length - first)), maps[tile], segment++, histograms);
        }
    }

    /// <summary>Writes all segments.</summary>
    public void Write<T>(ReadOnlySpan<T> samples, int pixels, TileLayout layout, List<TileMap> maps, SegmentWriter<T> writer)
        where T : unmanaged, IBinaryInteger<T>
    {
        int segment = 0;
        for (int tile = 0; tile < layout.Tiles; tile++)
        {
            ReadOnlySpan<int> frames = layout.Frames(tile);
            for (int first = 0; first < frames.Length; first += _segmentFrames, segment++)
                writer.Add(
                    samples, pixels, frames.Slice(first, Math.Min(_segmentFrames, frames.Length - first)), maps[tile],
                    Gaps.Tokens(_tokenEnds[segment], _tokenEnds[segment + 1]), _raw[segment], _crcs[segment]);
        }
    }

    private void CollectSegment<T>(ReadOnlySpan<T> samples, int pixels, ReadOnlySpan<int> frames, TileMap map, int segment, Span<uint> histograms)
        where T : unmanaged, IBinaryInteger<T>
    {
        int next = 0;
        for (int c = 1; c < Classes; c++)
        {
            _cursors[c] = _starts[c] = next;
            _positions[c] = 0;
            next += map.MostEvents[c];
        }
        uint crc = 0;
        foreach (int frame in frames)
        {
            ReadOnlySpan<T> pattern = samples.Slice(frame * pixels, pixels);
            crc = Crc32.Append(crc, MemoryMarshal.AsBytes(pattern));
            EventCollector.Collect(pattern, map, _positions, _cursors, _events, histograms);
            for (int c = 1; c < Classes; c++) _positions[c] += (uint)map.Counts[c];
        }
        if (segment == _raw.Count) _raw.Add(new BitWriter());
        _raw[segment].Clear();
        Gaps.AddSegment(_events, _starts, _cursors, map.Counts, frames.Length, _groupFrames, _raw[segment]);
        _tokenEnds[segment + 1] = Gaps.Count;
        _crcs[segment] = crc;
    }
}
