using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Suffice.Chunks;

namespace Suffice.Codecs.Sparse;

/// <summary>
/// Compressed sparse rows: every pattern becomes a matrix of its non-zero samples, with the index widths that scipy uses
/// (the published study's sparse_csr). Of each pattern: the number of non-zero samples, where each detector row ends, the
/// columns (all 32-bit little-endian), the samples as they are. A float -0 is not zero: its bits are not.
/// </summary>
public sealed class CsrFilter : IChunkFilter
{
    private const int IndexBytes = 4;

    private readonly int _rows;
    private readonly int _columns;
    private readonly int _sampleBytes;

    /// <param name="block">Extents (patterns, detector rows, detector columns).</param>
    public CsrFilter(ChunkSpec block)
    {
        (_rows, _columns, _sampleBytes) = (block.Extents[1], block.Extents[2], block.Bytes / Math.Max(1, block.Samples));
    }

    private int PatternBytes => _rows * _columns * _sampleBytes;

    private int FixedBytes => IndexBytes * (1 + _rows);

    public int MaxEncodedLength(int length)
    {
        long patterns = length / PatternBytes, samples = length / _sampleBytes;
        return (int)Math.Min(Array.MaxLength, patterns * FixedBytes + samples * (IndexBytes + _sampleBytes));
    }

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        int written = 0;
        for (; !source.IsEmpty; source = source[PatternBytes..])
        {
            int length = _sampleBytes switch
            {
                1 => EncodePattern<byte>(source[..PatternBytes], encoded[written..]),
                2 => EncodePattern<ushort>(source[..PatternBytes], encoded[written..]),
                4 => EncodePattern<uint>(source[..PatternBytes], encoded[written..]),
                _ => EncodePattern<ulong>(source[..PatternBytes], encoded[written..]),
            };
            if (length == 0) return 0;
            written += length;
        }
        return written;
    }

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        int patterns = 0;
        for (; !encoded.IsEmpty; patterns++)
        {
            if ((patterns + 1L) * PatternBytes > decoded.Length) throw new InvalidDataException("more patterns than the block holds");
            Span<byte> pattern = decoded.Slice(patterns * PatternBytes, PatternBytes);
            encoded = encoded[DecodePattern(encoded, pattern)..];
        }
        return patterns * PatternBytes;
    }

    private int EncodePattern<T>(ReadOnlySpan<byte> pattern, Span<byte> encoded)
        where T : unmanaged, IEquatable<T>
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(pattern);
        int count = samples.Length - samples.Count(default(T));
        if (encoded.Length < FixedBytes + (long)count * (IndexBytes + _sampleBytes)) return 0;
        int columnsAt = FixedBytes, samplesAt = columnsAt + count * IndexBytes, length = samplesAt + count * _sampleBytes;
        BinaryPrimitives.WriteInt32LittleEndian(encoded, count);
        Span<T> values = MemoryMarshal.Cast<byte, T>(encoded[samplesAt..length]);
        int found = 0;
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<T> line = samples.Slice(row * _columns, _columns);
            for (int column = 0; (uint)column < (uint)line.Length; column++)
            {
                int skip = line[column..].IndexOfAnyExcept(default(T));
                if (skip < 0) break;
                column += skip;
                BinaryPrimitives.WriteInt32LittleEndian(encoded[(columnsAt + found * IndexBytes)..], column);
                values[found++] = line[column];
            }
            BinaryPrimitives.WriteInt32LittleEndian(encoded[(IndexBytes * (1 + row))..], found);
        }
        return length;
    }

    private int DecodePattern(ReadOnlySpan<byte> encoded, Span<byte> pattern)
    {
        if (encoded.Length < FixedBytes) throw new InvalidDataException("a pattern ends within its row index");
        int count = BinaryPrimitives.ReadInt32LittleEndian(encoded);
        if (count < 0 || count > _rows * _columns || encoded.Length < FixedBytes + (long)count * (IndexBytes + _sampleBytes))
            throw new InvalidDataException($"a pattern claims {count} samples");
        pattern.Clear();
        ReadOnlySpan<byte> columns = encoded[FixedBytes..], samples = columns[(count * IndexBytes)..];
        for (int row = 0, at = 0; row < _rows; row++)
        {
            int end = BinaryPrimitives.ReadInt32LittleEndian(encoded[(IndexBytes * (1 + row))..]);
            if (end < at || end > count) throw new InvalidDataException($"row {row} ends at sample {end} of {count}");
            for (; at < end; at++)
            {
                int column = BinaryPrimitives.ReadInt32LittleEndian(columns[(at * IndexBytes)..]);
                if ((uint)column >= (uint)_columns) throw new InvalidDataException($"column {column} of {_columns}");
                samples.Slice(at * _sampleBytes, _sampleBytes).CopyTo(pattern[((row * _columns + column) * _sampleBytes)..]);
            }
        }
        int last = BinaryPrimitives.ReadInt32LittleEndian(encoded[(IndexBytes * _rows)..]);
        if (last != count) throw new InvalidDataException($"the rows end at sample {last} of {count}");
        return FixedBytes + count * (IndexBytes + _sampleBytes);
    }
}
