using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Szip.Kernels;

/// <summary>Writes bits, most significant first, without looking at the end of its memory: the caller reserves room.</summary>
internal unsafe struct BitWriter
{
    private byte* _at;
    private ulong _pending;
    private int _count;

    public BitWriter(byte* start) => _at = start;

    /// <summary>The first byte that is not written yet.</summary>
    public readonly byte* Position => _at;

    /// <summary>Writes the low <paramref name="bits"/> bits, at most 32; the bits above them are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint value, int bits)
    {
        _pending = (_pending << bits) | value;
        _count += bits;
        if (_count < 32) return;
        _count -= 32;
        uint word = (uint)(_pending >> _count);
        Unsafe.WriteUnaligned(_at, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word);
        _at += 4;
    }

    /// <summary>Writes a fundamental sequence: as many zeros as <paramref name="value"/> says, then a one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnary(uint value)
    {
        while (value > 31)
        {
            Write(0, 32);
            value -= 32;
        }
        Write(1, (int)value + 1);
    }

    /// <summary>Fills the last byte with zeros and returns the end.</summary>
    public byte* Finish()
    {
        for (; _count > 0; _count -= 8) *_at++ = (byte)(_count >= 8 ? _pending >> (_count - 8) : _pending << (8 - _count));
        return _at;
    }
}
