using System.Numerics;
using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Tally.Kernels;

/// <summary>Where decoded events go. A structure, so that the loop that decodes is compiled for each kind of place.</summary>
internal interface IEventSink
{
    /// <param name="frame">Number of the pattern within its segment.</param>
    void Put(int frame, int pixel, uint value);
}

/// <summary>The samples of patterns, which hold zeros.</summary>
/// <param name="frames">Where each pattern of the segment begins in <paramref name="samples"/>.</param>
internal readonly ref struct SampleSink<T>(ReadOnlySpan<int> frames, Span<T> samples) : IEventSink
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ref int _frames = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(frames);
    private readonly ref T _samples = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int frame, int pixel, uint value) =>
        Unsafe.Add(ref _samples, Unsafe.Add(ref _frames, frame) + pixel) = T.CreateTruncating(value);
}

/// <summary>Lists of counts; integers are cut off to their type as samples are.</summary>
internal readonly struct GroupSink<T>(SparseGroup group) : IEventSink
    where T : unmanaged, IBinaryInteger<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int frame, int pixel, uint value) => group.Put(frame, pixel, uint.CreateTruncating(T.CreateTruncating(value)));
}
