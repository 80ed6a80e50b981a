using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Decodes the segments of a chunk in tiles.</summary>
internal sealed class SegmentReader<T>(RunDecoder kernel, RansTable[] tables)
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly GapReader _gaps = new(tables);
    private readonly uint[] _states = new uint[RunDecoders.Lanes];
    private readonly SparseGroup _sparse = new();
    private readonly SparseChecksum _checksum = new();
    private byte[] _symbols = [];

    /// <summary>Decodes one segment into its patterns' places.</summary>
    /// <param name="frames">Where each pattern begins in <paramref name="samples"/>.</param>
    public void Decode(
        ByteSource source, int start, SegmentEntry entry, TileMap map, ReadOnlySpan<int> frames, int group, int pixels, Span<T> samples)
    {
        BitReader bits = Begin(source, start, entry, map, out int words, out int end);
        uint crc = 0;
        for (int first = 0; first < frames.Length; first += group)
        {
            ReadOnlySpan<int> own = frames[..(int)Math.Min((long)first + group, frames.Length)];
            for (int k = first; k < own.Length; k++) samples.Slice(own[k], pixels).Clear();
            for (int c = 1; c < RateClasses.FirstDirect; c++)
                if (map.Counts[c] > 0) _gaps.Read(c, map.PixelsOf(c), first, own.Length, new SampleSink<T>(own, samples));
            for (int c = RateClasses.FirstDirect; c < RateClasses.Count; c++)
            {
                if (map.Counts[c] == 0) continue;
                DecodeRun(source.Bytes, ref words, end, c, map.Counts[c] * (own.Length - first));
                PlaceRun(own[first..], map, c, pixels, ref bits, samples);
            }
            for (int k = first; k < own.Length; k++) crc = Crc32.Append(crc, MemoryMarshal.AsBytes(samples.Slice(own[k], pixels)));
        }
        End(bits, map, crc, entry);
    }

    /// <summary>Decodes the counts above zero of one segment.</summary>
    /// <param name="frames">Numbers of its patterns within the chunk.</param>
    public void DecodeSparse(
        ByteSource source, int start, SegmentEntry entry, TileMap map, ReadOnlySpan<int> frames, int group, int pixels, double unit, SparsePatternHandler handler)
    {
        BitReader bits = Begin(source, start, entry, map, out int words, out int end);
        _checksum.Set(pixels, Unsafe.SizeOf<T>());
        uint crc = 0;
        for (int first = 0; first < frames.Length; first += group)
        {
            int behind = (int)Math.Min((long)first + group, frames.Length);
            _sparse.Begin(first, behind - first);
            for (int c = 1; c < RateClasses.FirstDirect; c++)
                if (map.Counts[c] > 0) _gaps.Read(c, map.PixelsOf(c), first, behind, new GroupSink<T>(_sparse));
            for (int c = RateClasses.FirstDirect; c < RateClasses.Count; c++)
            {
                if (map.Counts[c] == 0) continue;
                DecodeRun(source.Bytes, ref words, end, c, map.Counts[c] * (behind - first));
                CollectRun(first, behind, map, c, ref bits);
            }
            for (int k = first; k < behind; k++)
            {
                ReadOnlySpan<PixelCount> counts = _sparse.Of(k);
                crc = _checksum.Append(crc, counts);
                handler(frames[k], new SparsePattern(counts, unit));
            }
        }
        End(bits, map, crc, entry);
    }

    private BitReader Begin(ByteSource source, int start, SegmentEntry entry, TileMap map, out int words, out int end)
    {
        words = start + (map.HasDirect ? 4 * RunDecoders.Lanes : 0);
        end = words + (map.HasDirect ? 2 * entry.Words : 0);
        int gapRaw = end + (map.HasGaps ? 4 * GapCoder.Lanes + 2 * entry.GapWords : 0), raw = gapRaw + entry.GapRawBytes;
        if (map.HasDirect) for (int i = 0; i < _states.Length; i++) _states[i] = BinaryPrimitives.ReadUInt32LittleEndian(source.Bytes.AsSpan(start + 4 * i));
        if (map.HasGaps) _gaps.Begin(source, end, entry.GapWords, gapRaw, entry.GapRawBytes);
        for (int c = 1; c < RateClasses.FirstDirect; c++) if (map.Counts[c] > 0) _gaps.Prime(c);
        return new BitReader(source.Bytes, raw, raw + entry.RawBytes);
    }

    private void End(in BitReader bits, TileMap map, uint crc, SegmentEntry entry)
    {
        if (bits.IsOverrun || (map.HasGaps && _gaps.IsOverrun)) throw new InvalidDataException("Tally: a segment ends early.");
        if (crc != entry.Crc) throw new InvalidDataException("Tally: the samples of a segment do not match their checksum.");
    }

    private void DecodeRun(byte[] bytes, ref int words, int end, int c, int count)
    {
        Scratch.Of(ref _symbols, count + RunDecoders.Lanes);
        words = RunDecoders.Decode(kernel, bytes, words, end, _states, tables[c], count, _symbols);
        if (words > end) throw new InvalidDataException("Tally: the counts of a segment end early.");
    }

    private void PlaceRun(ReadOnlySpan<int> frames, TileMap map, int c, int pixels, ref BitReader bits, Span<T> samples)
    {
        ReadOnlySpan<int> own = map.PixelsOf(c);
        ReadOnlySpan<byte> symbols = _symbols;
        SymbolValues values = new(c, map.Means);
        foreach (int frame in frames)
        {
            Span<T> pattern = samples.Slice(frame, pixels);
            if (IsPlain(c)) DirectCoder.Scatter(symbols, own, pattern);
            else for (int k = 0; k < own.Length; k++) pattern[own[k]] = T.CreateTruncating(values.Of(symbols[k], own[k], ref bits));
            symbols = symbols[own.Length..];
        }
    }

    private void CollectRun(int first, int behind, TileMap map, int c, ref BitReader bits)
    {
        ReadOnlySpan<int> own = map.PixelsOf(c);
        ReadOnlySpan<byte> symbols = _symbols;
        SymbolValues values = new(c, map.Means);
        for (int frame = first; frame < behind; frame++)
        {
            if (IsPlain(c)) _sparse.Put(frame, symbols[..own.Length], own);
            else
            {
                for (int k = 0; k < own.Length; k++)
                {
                    uint value = uint.CreateTruncating(T.CreateTruncating(values.Of(symbols[k], own[k], ref bits)));
                    if (value != 0) _sparse.Put(frame, own[k], value);
                }
            }
            symbols = symbols[own.Length..];
        }
    }

    // Every symbol is the count itself.
    private bool IsPlain(int c) => c < RateClasses.FirstResidual && tables[c].Count <= RateClasses.Escape(c);

    // What the symbols of a class stand for.
    private readonly ref struct SymbolValues(int c, uint[] means)
    {
        private readonly uint _escape = (uint)RateClasses.Escape(c);
        private readonly int _shift = RateClasses.Shift(c);
        private readonly bool _isResidual = c >= RateClasses.FirstResidual;
        private readonly uint[] _means = means;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint Of(uint symbol, int pixel, ref BitReader bits)
        {
            uint value = symbol;
            if (value == _escape) value += bits.GetNumber();
            if (!_isResidual) return value;
            if (_shift > 0) value = value << _shift | bits.Get(_shift);
            return Residual.Unfold(value, _means[pixel]);
        }
    }
}
