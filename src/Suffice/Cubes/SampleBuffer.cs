using System.Runtime.InteropServices;

namespace Suffice.Cubes;

/// <summary>
/// Memory for samples outside the garbage collector's heap: a cube may be larger than an array can be, and a slab that
/// lives for one step must not stay resident until some later collection. Its first contents are undefined.
/// </summary>
public sealed unsafe partial class SampleBuffer : IDisposable
{
    private const int HugePageBytes = 2 << 20, HugePages = 14, StepBytes = 1 << 28;

    private void* _memory;

    /// <exception cref="OutOfMemoryException">The machine does not have that much memory.</exception>
    public SampleBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        bool isLarge = length >= 2 * HugePageBytes;
        _memory = NativeMemory.AlignedAlloc((nuint)Math.Max(1, length), isLarge ? HugePageBytes : 64u);
        // A fresh cube is touched once, page by page: in pages of 4 KiB that takes as long as decoding it.
        if (isLarge && OperatingSystem.IsLinux()) _ = Advise(_memory, (nuint)length, HugePages);
    }

    ~SampleBuffer() => NativeMemory.AlignedFree(_memory);

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>A part of the buffer.</summary>
    public Span<byte> Span(long start, int length)
    {
        ObjectDisposedException.ThrowIf(_memory == null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - length);
        return new Span<byte>((byte*)_memory + start, length);
    }

    /// <summary>The whole buffer, which must be shorter than 2 GiB.</summary>
    public Span<byte> Span() => Span(0, checked((int)Length));

    /// <summary>Whether two buffers begin with the same <paramref name="count"/> bytes.</summary>
    public bool BeginsAs(SampleBuffer other, long count)
    {
        for (long at = 0; at < count; at += StepBytes)
        {
            int length = (int)Math.Min(StepBytes, count - at);
            if (!Span(at, length).SequenceEqual(other.Span(at, length))) return false;
        }
        return true;
    }

    /// <summary>Sets the first <paramref name="count"/> bytes.</summary>
    public void Fill(byte value, long count)
    {
        for (long at = 0; at < count; at += StepBytes) Span(at, (int)Math.Min(StepBytes, count - at)).Fill(value);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        GC.SuppressFinalize(this);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
