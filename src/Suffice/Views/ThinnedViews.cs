namespace Suffice.Views;

/// <summary>Runs position views on both halves of every pattern.</summary>
internal sealed class ThinnedPositions(IReadOnlyList<PositionView> first, IReadOnlyList<PositionView> second, int scanColumns, int pixels, ulong seed) : PositionView
{
    private readonly Halves _halves = new(pixels, seed);

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        (uint[] First, uint[] Second) halves = _halves.Deal((long)scanY * scanColumns + scanX, 0, pattern);
        foreach (PositionView view in first) view.Measure<uint>(scanY, scanX, halves.First);
        foreach (PositionView view in second) view.Measure<uint>(scanY, scanX, halves.Second);
        _halves.Return(halves);
    }
}

/// <summary>Runs pixel views on both halves of every pattern.</summary>
internal sealed class ThinnedPixels(IReadOnlyList<PixelView> first, IReadOnlyList<PixelView> second, int pixels, ulong seed) : PixelView
{
    // Patterns seen so far at each pixel: those of one pixel come in scan order.
    private readonly long[] _seen = new long[pixels];
    private readonly Halves _halves = new(pixels, seed);

    public override void Add<T>(int firstPixel, int count, ReadOnlySpan<T> patterns, int patternPixels)
    {
        for (int start = firstPixel; start < patterns.Length; start += patternPixels)
        {
            (uint[] First, uint[] Second) halves = _halves.Deal(_seen[firstPixel]++, firstPixel, patterns.Slice(start, count));
            foreach (PixelView view in first) view.Add<uint>(firstPixel, count, Place(halves.First, firstPixel, count, patternPixels), patternPixels);
            foreach (PixelView view in second) view.Add<uint>(firstPixel, count, Place(halves.Second, firstPixel, count, patternPixels), patternPixels);
            _halves.Return(halves);
        }
    }

    // A view expects whole patterns: the dealt pixels go to their place in one.
    private static ReadOnlySpan<uint> Place(uint[] dealt, int firstPixel, int count, int patternPixels)
    {
        if (firstPixel > 0) Array.Copy(dealt, 0, dealt, firstPixel, count);
        return dealt.AsSpan(0, patternPixels);
    }
}
