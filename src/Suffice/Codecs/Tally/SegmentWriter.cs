using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>Writes the segments of a chunk in tiles: runs of patterns that are decoded without the others.</summary>
internal sealed class SegmentWriter<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ByteSink _directory = new(), _body = new();
    private readonly BitWriter _raw = new();
    private readonly uint[] _states = new uint[RunDecoders.Lanes], _gapStates = new uint[GapCoder.Lanes];
    private TileTables _tables = null!;
    private int _groupFrames;

    // Of each group and class of a segment: raw bits belong to it.
    private bool[] _hasRaw = [];
    private ushort[] _words = [];
    private byte[] _run = [];

    public ReadOnlySpan<byte> Directory => _directory.Written;

    public ReadOnlySpan<byte> Body => _body.Written;

    public void Begin(TileTables tables, int groupFrames)
    {
        (_tables, _groupFrames) = (tables, groupFrames);
        _directory.Clear();
        _body.Clear();
    }

    /// <summary>Adds one segment.</summary>
    /// <param name="frames">Numbers of its patterns; <paramref name="crc"/>: the checksum of their samples.</param>
    public void Add(ReadOnlySpan<T> samples, int pixels, ReadOnlySpan<int> frames, TileMap map, ReadOnlySpan<ushort> gapTokens, BitWriter gapBits, uint crc)
    {
        int words = 0, gapWords = 0;
        if (map.HasDirect) words = AddDirect(samples, pixels, frames, map);
        if (map.HasGaps) gapWords = AddGaps(gapTokens);
        ReadOnlySpan<byte> gapRaw = gapBits.Finish(), raw = RawBits(samples, pixels, frames, map);
        _body.Put(gapRaw);
        _body.Put(raw);
        foreach (int number in (ReadOnlySpan<int>)[words, gapWords, gapRaw.Length, raw.Length]) _directory.PutVarint((uint)number);
        _directory.PutUInt32(crc);
    }

    private int AddDirect(ReadOnlySpan<T> samples, int pixels, ReadOnlySpan<int> frames, TileMap map)
    {
        int most = checked((map.Starts[RateClasses.Count] - map.Starts[RateClasses.FirstDirect]) * frames.Length + RunEncoders.Slack), at = most;
        Scratch.Of(ref _words, most);
        Array.Fill(_states, Rans.Lowest);
        Scratch.Of(ref _hasRaw, ((frames.Length - 1) / _groupFrames + 1) * RateClasses.Count);
        for (int first = (frames.Length - 1) / _groupFrames * _groupFrames; first >= 0; first -= _groupFrames)
        {
            ReadOnlySpan<int> group = frames.Slice(first, Math.Min(_groupFrames, frames.Length - first));
            Gather(samples, pixels, group, map);
            Span<bool> hasRaw = _hasRaw.AsSpan(first / _groupFrames * RateClasses.Count, RateClasses.Count);
            for (int c = RateClasses.Count - 1; c >= RateClasses.FirstDirect; c--)
            {
                if (map.Counts[c] == 0) continue;
                ReadOnlySpan<byte> run = _run.AsSpan(RunStart(map, c, group.Length), map.Counts[c] * group.Length);
                int escape = RateClasses.Escape(c);
                hasRaw[c] = RateClasses.Shift(c) > 0 || run.Contains((byte)escape);
                at = RunEncoders.Put(RunEncoders.Fastest, _states, _words, at, _tables.Direct(c), escape + 1, run);
            }
        }
        return PutStream(_states, _words.AsSpan(at, most - at));
    }

    // The symbols of a group's runs, one run behind the other; pattern by pattern, which stays in the nearest cache.
    private void Gather(ReadOnlySpan<T> samples, int pixels, ReadOnlySpan<int> frames, TileMap map)
    {
        Scratch.Of(ref _run, RunStart(map, RateClasses.Count, frames.Length));
        for (int k = 0; k < frames.Length; k++)
        {
            ReadOnlySpan<T> pattern = samples.Slice(frames[k] * pixels, pixels);
            for (int c = RateClasses.FirstDirect; c < RateClasses.Count; c++)
            {
                if (map.Counts[c] == 0) continue;
                ReadOnlySpan<int> own = map.PixelsOf(c);
                Span<byte> symbols = _run.AsSpan(RunStart(map, c, frames.Length) + k * own.Length, own.Length);
                if (c < RateClasses.FirstResidual) DirectCoder.Gather(pattern, own, RateClasses.Escape(c), symbols);
                else DirectCoder.GatherResiduals(pattern, own, map.Means, RateClasses.Shift(c), symbols);
            }
        }
    }

    private static int RunStart(TileMap map, int c, int frames) => (map.Starts[c] - map.Starts[RateClasses.FirstDirect]) * frames;

    private int AddGaps(ReadOnlySpan<ushort> tokens)
    {
        int most = tokens.Length;
        Scratch.Of(ref _words, most);
        Array.Fill(_gapStates, Rans.Lowest);
        int at = GapCoder.Put(tokens, _tables.Gaps, _gapStates, _words, most);
        return PutStream(_gapStates, _words.AsSpan(at, most - at));
    }

    private int PutStream(ReadOnlySpan<uint> states, ReadOnlySpan<ushort> words)
    {
        foreach (uint state in states) _body.PutUInt32(state);
        Span<byte> to = _body.Take(2 * words.Length);
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(words).CopyTo(to);
        else for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(to[(2 * i)..], words[i]);
        return words.Length;
    }

    // In the order of decoding: what escapes add to their symbol, and the lowest bits of distances.
    private ReadOnlySpan<byte> RawBits(ReadOnlySpan<T> samples, int pixels, ReadOnlySpan<int> frames, TileMap map)
    {
        _raw.Clear();
        for (int first = 0; first < frames.Length; first += _groupFrames)
        {
            ReadOnlySpan<int> group = frames.Slice(first, Math.Min(_groupFrames, frames.Length - first));
            for (int c = RateClasses.FirstDirect; c < RateClasses.Count; c++)
            {
                if (map.Counts[c] == 0 || !_hasRaw[first / _groupFrames * RateClasses.Count + c]) continue;
                foreach (int frame in group) AddRaw(samples.Slice(frame * pixels, pixels), map, c);
            }
        }
        return _raw.Finish();
    }

    private void AddRaw(ReadOnlySpan<T> pattern, TileMap map, int c)
    {
        int shift = RateClasses.Shift(c);
        uint escape = (uint)RateClasses.Escape(c);
        foreach (int pixel in map.PixelsOf(c))
        {
            uint value = uint.CreateTruncating(pattern[pixel]);
            if (c >= RateClasses.FirstResidual) value = Residual.Fold(value, map.Means[pixel]);
            if (value >> shift >= escape) _raw.PutNumber((value >> shift) - escape);
            if (shift > 0) _raw.Put(value & ((1u << shift) - 1), shift);
        }
    }
}
