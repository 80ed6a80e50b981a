using System.Runtime.CompilerServices;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>The counts above zero of a group of patterns, while the classes of pixels come one after the other.</summary>
internal sealed class SparseGroup
{
    private const int LeastRoom = 256;

    private PixelCount[][] _counts = [];
    private int[] _lengths = [];
    private int _first;

    /// <param name="first">Number of the group's first pattern within its segment.</param>
    public void Begin(int first, int frames)
    {
        _first = first;
        Scratch.Zeroed(ref _lengths, frames);
        if (_counts.Length < frames) Array.Resize(ref _counts, frames);
    }

    /// <summary>What is there of a pattern of the segment.</summary>
    public ReadOnlySpan<PixelCount> Of(int frame) => _counts[frame - _first].AsSpan(0, _lengths[frame - _first]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int frame, int pixel, uint value)
    {
        int own = frame - _first, n = _lengths[own];
        PixelCount[] counts = _counts[own];
        if (counts is null || n == counts.Length) counts = Grow(own, 1);
        counts[n] = new PixelCount(pixel, value);
        _lengths[own] = n + 1;
    }

    /// <summary>Adds those of decoded symbols, none of which is an escape, that are above zero.</summary>
    public void Put(int frame, ReadOnlySpan<byte> symbols, ReadOnlySpan<int> pixels)
    {
        int own = frame - _first, n = _lengths[own];
        PixelCount[] counts = _counts[own];
        if (counts is null || counts.Length - n < pixels.Length) counts = Grow(own, pixels.Length);
        _lengths[own] = n + DirectCoder.Collect(symbols, pixels, counts.AsSpan(n));
    }

    // Only as long as is needed: what a damaged chunk says of its groups must not ask for memory.
    private PixelCount[] Grow(int own, int more)
    {
        int length = _lengths[own];
        Array.Resize(ref _counts[own], Math.Max(LeastRoom, checked(Math.Max(2 * length, length + more))));
        return _counts[own];
    }
}
