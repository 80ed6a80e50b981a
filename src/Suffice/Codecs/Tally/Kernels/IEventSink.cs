using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Where decoded events go. A structure, so that the loop that decodes is compiled for each kind of place.</summary>
internal interface IEventSink
{
    /// <summary>The next events are those of another pattern.</summary>
    /// <param name="frame">Its number within the segment.</param>
    void Begin(int frame);

    void Put(int pixel, uint value);

    /// <summary>No more come.</summary>
    void End();
}

/// <summary>The samples of patterns, which hold zeros.</summary>
/// <param name="frames">Where each pattern of the segment begins in <paramref name="samples"/>.</param>
internal ref struct SampleSink<T>(ReadOnlySpan<int> frames, Span<T> samples) : IEventSink
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ReadOnlySpan<int> _frames = frames;
    private readonly ref T _samples = ref MemoryMarshal.GetReference(samples);
    private ref T _pattern;

    public void Begin(int frame) => _pattern = ref Unsafe.Add(ref _samples, _frames[frame]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Put(int pixel, uint value) => Unsafe.Add(ref _pattern, pixel) = T.CreateTruncating(value);

    public readonly void End()
    {
    }
}

/// <summary>Lists of counts; integers are cut off to their type as samples are.</summary>
internal struct GroupSink<T>(SparseGroup group) : IEventSink
    where T : unmanaged, IBinaryInteger<T>
{
    private PixelCount[] _counts = [];
    private int _length;
    private int _frame = -1;

    public void Begin(int frame)
    {
        End();
        _frame = frame;
        _counts = group.Open(frame, out _length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int pixel, uint value)
    {
        if ((uint)_length >= (uint)_counts.Length) _counts = group.Grow(_frame, _length, 1);
        _counts[_length++] = new PixelCount(pixel, uint.CreateTruncating(T.CreateTruncating(value)));
    }

    public readonly void End()
    {
        if (_frame >= 0) group.Close(_frame, _length);
    }
}
