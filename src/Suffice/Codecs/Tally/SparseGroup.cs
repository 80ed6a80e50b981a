using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>The counts above zero of a group of patterns, while the classes of pixels come one after the other.</summary>
internal sealed class SparseGroup
{
    private const int LeastRoom = 256;

    private PixelCount[]?[] _counts = [];
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

    /// <summary>The list of a pattern, to which its owner appends until <see cref="Close"/>.</summary>
    public PixelCount[] Open(int frame, out int length)
    {
        length = _lengths[frame - _first];
        return _counts[frame - _first] ?? [];
    }

    public void Close(int frame, int length) => _lengths[frame - _first] = length;

    public void Put(int frame, int pixel, uint value)
    {
        PixelCount[] counts = Open(frame, out int length);
        if (length == counts.Length) counts = Grow(frame, length, 1);
        counts[length] = new PixelCount(pixel, value);
        Close(frame, length + 1);
    }

    /// <summary>Adds those of decoded symbols, none of which is an escape, that are above zero.</summary>
    public void Put(int frame, ReadOnlySpan<byte> symbols, ReadOnlySpan<int> pixels)
    {
        PixelCount[] counts = Open(frame, out int length);
        if (counts.Length - length < pixels.Length) counts = Grow(frame, length, pixels.Length);
        Close(frame, length + DirectCoder.Collect(symbols, pixels, counts.AsSpan(length)));
    }

    /// <summary>A longer list with the same beginning. Only as long as is needed: what a damaged chunk says of its groups must not ask for memory.</summary>
    public PixelCount[] Grow(int frame, int length, int more)
    {
        ref PixelCount[]? counts = ref _counts[frame - _first];
        Array.Resize(ref counts, Math.Max(LeastRoom, checked(Math.Max(2 * length, length + more))));
        return counts;
    }
}
