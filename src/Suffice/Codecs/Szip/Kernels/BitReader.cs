using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Szip.Kernels;

/// <summary>Reads bits, most significant first. Four fields, and everything inlined: so the compiler keeps it in registers.</summary>
internal unsafe struct BitReader
{
    /// <summary>Zeros that the caller puts behind the stream, so that a refill needs no care at its end.</summary>
    public const int PaddingBytes = 16;

    private readonly byte* _end;
    private byte* _at;

    // The next bits, uppermost first; bits below the first `count` may be set already, to what will be read again.
    private ulong _window;
    private int _count;

    /// <summary>Reads from <paramref name="start"/> on; <see cref="PaddingBytes"/> zeros follow <paramref name="end"/>.</summary>
    public BitReader(byte* start, byte* end)
    {
        _at = start;
        _end = end;
    }

    /// <summary>Whether more was read than there was.</summary>
    public readonly bool IsBeyondEnd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (_at - _end) * 8 > _count;
    }

    /// <summary>Reads 1 to 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read(int bits)
    {
        if (_count < bits) Refill();
        uint value = (uint)(_window >> (64 - bits));
        _window <<= bits;
        _count -= bits;
        return value;
    }

    /// <summary>Reads a fundamental sequence: the number of zeros before the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadUnary()
    {
        uint before = 0;
        int zeros = BitOperations.LeadingZeroCount(_window);
        if (zeros >= _count)
        {
            Refill();
            zeros = BitOperations.LeadingZeroCount(_window);
            while (zeros >= _count)
            {
                before += (uint)_count;
                (_window, _count) = (0, 0);
                Refill();
                zeros = BitOperations.LeadingZeroCount(_window);
            }
        }
        // At most 63 bits are counted, so that this shift is below 64.
        _window <<= zeros + 1;
        _count -= zeros + 1;
        return before + (uint)zeros;
    }

    /// <summary>Fetches 56 bits or more where there are as many: what they hold is then read without a jump that is hard to predict.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch()
    {
        if (_at <= _end) Fetch();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Refill()
    {
        // Whoever asks for more has used up the bits before the end.
        if (_at > _end) ThrowTruncated();
        Fetch();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fetch()
    {
        ulong next = Unsafe.ReadUnaligned<ulong>(_at);
        _window |= (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(next) : next) >> _count;
        _at += (63 - _count) >> 3;
        _count |= 56;
    }

    private static void ThrowTruncated() => throw new InvalidDataException("szip: the stream ends too early");
}
