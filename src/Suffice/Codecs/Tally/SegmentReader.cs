using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>Decodes the segments of a chunk in tiles.</summary>
internal sealed class SegmentReader<T>(RunDecoder kernel, RansTable[] tables)
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly GapReader _gaps = new(tables);
    private readonly uint[] _states = new uint[RunDecoders.Lanes];
    private byte[] _symbols = [];

    /// <summary>Decodes one segment into its patterns' places.</summary>
    /// <param name="frames">Where each pattern begins in <paramref name="samples"/>.</param>
    public void Decode(
        ByteSource source, int start, SegmentEntry entry, TileMap map, ReadOnlySpan<int> frames, int group, int pixels, Span<T> samples)
    {
        int states = start, words = states + (map.HasDirect ? 4 * RunDecoders.Lanes : 0), end = words + (map.HasDirect ? 2 * entry.Words : 0);
        int gapRaw = end + (map.HasGaps ? 4 * GapCoder.Lanes + 2 * entry.GapWords : 0), raw = gapRaw + entry.GapRawBytes;
        if (map.HasDirect) for (int i = 0; i < _states.Length; i++) _states[i] = BinaryPrimitives.ReadUInt32LittleEndian(source.Bytes.AsSpan(states + 4 * i));
        if (map.HasGaps) _gaps.Begin(source, end, entry.GapWords, gapRaw, entry.GapRawBytes);
        BitReader bits = new(source.Bytes, raw, raw + entry.RawBytes);
        for (int c = 1; c < RateClasses.FirstDirect; c++) if (map.Counts[c] > 0) _gaps.Prime(c);
        uint crc = 0;
        for (int first = 0; first < frames.Length; first += group)
        {
            ReadOnlySpan<int> own = frames[..Math.Min(first + group, frames.Length)];
            for (int k = first; k < own.Length; k++) samples.Slice(own[k], pixels).Clear();
            for (int c = 1; c < RateClasses.FirstDirect; c++)
                if (map.Counts[c] > 0) _gaps.Scatter(c, map.PixelsOf(c), own, first, samples);
            for (int c = RateClasses.FirstDirect; c < RateClasses.Count; c++)
            {
                if (map.Counts[c] == 0) continue;
                DecodeRun(source.Bytes, ref words, end, c, map.Counts[c] * (own.Length - first));
                PlaceRun(own[first..], map, c, pixels, ref bits, samples);
            }
            for (int k = first; k < own.Length; k++) crc = Crc32.Append(crc, MemoryMarshal.AsBytes(samples.Slice(own[k], pixels)));
        }
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
        int escape = RateClasses.Escape(c), shift = RateClasses.Shift(c);
        bool isPlain = c < RateClasses.FirstResidual && tables[c].Count <= escape;
        ReadOnlySpan<byte> symbols = _symbols;
        foreach (int frame in frames)
        {
            Span<T> pattern = samples.Slice(frame, pixels);
            if (isPlain) DirectCoder.Scatter(symbols, own, pattern);
            else
            {
                for (int k = 0; k < own.Length; k++)
                {
                    uint value = symbols[k];
                    if (value == escape) value += bits.GetNumber();
                    if (c >= RateClasses.FirstResidual)
                    {
                        if (shift > 0) value = value << shift | bits.Get(shift);
                        value = Residual.Unfold(value, map.Means[own[k]]);
                    }
                    pattern[own[k]] = T.CreateTruncating(value);
                }
            }
            symbols = symbols[own.Length..];
        }
    }
}
