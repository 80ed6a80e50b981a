using System.Buffers.Binary;
using System.IO.Compression;
using Suffice.Chunks;
using Suffice.Codecs.Deflate.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Sparse;

/// <summary>
/// One byte for each sample, 255 marking those that are not whole numbers from 0 to 254; these follow in a compressed list
/// of index and sample (the published study's uint8_overflow, made lossless for every element type).
/// </summary>
public sealed class OverflowFilter : IChunkFilter
{
    private const byte Marker = 255;
    private const int IndexBytes = 4, LengthBytes = 4, Level = 6;

    private readonly ZLibCompressionOptions _options = ZLibSpans.Options(Level);
    private readonly ElementType _element;
    private readonly int _sampleBytes;
    private byte[] _list = [];

    public OverflowFilter(ChunkSpec block)
    {
        (_element, _sampleBytes) = (block.Element, block.Element.Bytes());
    }

    private int EntryBytes => IndexBytes + _sampleBytes;

    public int MaxEncodedLength(int length)
    {
        long samples = length / _sampleBytes, list = samples * EntryBytes;
        // Deflate adds 5 bytes to every 16 KiB that it cannot compress.
        return (int)Math.Min(Array.MaxLength, LengthBytes + samples + list + list / 1024 + 1024);
    }

    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        int samples = source.Length / _sampleBytes;
        if (encoded.Length < LengthBytes + samples) return 0;
        BinaryPrimitives.WriteInt32LittleEndian(encoded, samples);
        Span<byte> small = encoded.Slice(LengthBytes, samples);
        for (int i = 0; i < samples; i++) small[i] = Small(source.Slice(i * _sampleBytes, _sampleBytes));
        long listBytes = (long)small.Count(Marker) * EntryBytes;
        if (listBytes > Array.MaxLength) return 0;
        // Of nothing zlib makes nothing, which would look like no room.
        if (listBytes == 0) return LengthBytes + samples;
        Span<byte> list = List((int)listBytes);
        for (int i = NextMarker(small, 0); i < samples; i = NextMarker(small, i + 1))
        {
            BinaryPrimitives.WriteInt32LittleEndian(list, i);
            source.Slice(i * _sampleBytes, _sampleBytes).CopyTo(list[IndexBytes..]);
            list = list[EntryBytes..];
        }
        int length = ZLibSpans.Deflate(_list.AsSpan(0, (int)listBytes), encoded[(LengthBytes + samples)..], _options);
        return length == 0 ? 0 : LengthBytes + samples + length;
    }

    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.Length < LengthBytes) throw new InvalidDataException("ends within its length");
        int samples = BinaryPrimitives.ReadInt32LittleEndian(encoded);
        if (samples < 0 || samples > encoded.Length - LengthBytes || (long)samples * _sampleBytes > decoded.Length)
            throw new InvalidDataException($"claims {samples} samples");
        ReadOnlySpan<byte> small = encoded.Slice(LengthBytes, samples);
        for (int i = 0; i < samples; i++) Expand(small[i], decoded.Slice(i * _sampleBytes, _sampleBytes));
        ReadList(encoded[(LengthBytes + samples)..], small, decoded);
        return samples * _sampleBytes;
    }

    private static int NextMarker(ReadOnlySpan<byte> small, int from)
    {
        int at = small[from..].IndexOf(Marker);
        return at < 0 ? small.Length : from + at;
    }

    private void ReadList(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> small, Span<byte> decoded)
    {
        long expected = small.Count(Marker), last = -1;
        if (expected == 0 && encoded.IsEmpty) return;
        if (expected * EntryBytes > Array.MaxLength) throw new InvalidDataException($"claims a list of {expected} samples");
        Span<byte> list = List((int)expected * EntryBytes);
        int length = ZLibSpans.Inflate(encoded, list);
        if (length < list.Length) throw new InvalidDataException($"the list ends at entry {length / EntryBytes} of {expected}");
        for (; !list.IsEmpty; list = list[EntryBytes..])
        {
            int i = BinaryPrimitives.ReadInt32LittleEndian(list);
            if (i <= last || i >= small.Length || small[i] != Marker) throw new InvalidDataException($"the list names sample {i} after {last}");
            list[IndexBytes..EntryBytes].CopyTo(decoded[(i * _sampleBytes)..]);
            last = i;
        }
    }

    private Span<byte> List(int length)
    {
        if (_list.Length < length) _list = GC.AllocateUninitializedArray<byte>(length);
        return _list.AsSpan(0, length);
    }

    // The byte that stands for a sample: only one whose expansion gives back the very same bits. The bits are compared, not the
    // values: in a process where some library has made subnormal numbers count as zero, the values would be equal.
    private byte Small(ReadOnlySpan<byte> sample)
    {
        if (_element == ElementType.Float32)
        {
            float value = BinaryPrimitives.ReadSingleLittleEndian(sample);
            byte near = value is >= 0 and < Marker ? (byte)value : Marker;
            return BitConverter.SingleToUInt32Bits(near) == BitConverter.SingleToUInt32Bits(value) ? near : Marker;
        }
        if (_element == ElementType.Float64)
        {
            double value = BinaryPrimitives.ReadDoubleLittleEndian(sample);
            byte near = value is >= 0 and < Marker ? (byte)value : Marker;
            return BitConverter.DoubleToUInt64Bits(near) == BitConverter.DoubleToUInt64Bits(value) ? near : Marker;
        }
        return sample[1..].ContainsAnyExcept((byte)0) || (_element.IsSigned() && _sampleBytes == 1 && sample[0] > sbyte.MaxValue) ? Marker : sample[0];
    }

    private void Expand(byte small, Span<byte> sample)
    {
        sample.Clear();
        if (_element == ElementType.Float32) BinaryPrimitives.WriteSingleLittleEndian(sample, small);
        else if (_element == ElementType.Float64) BinaryPrimitives.WriteDoubleLittleEndian(sample, small);
        else sample[0] = small;
    }
}
