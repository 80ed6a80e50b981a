namespace Suffice.Views;

/// <summary>An estimator that makes something of each detector pixel over all probe positions: a mean or maximum pattern.</summary>
public abstract class PixelView
{
    /// <summary>
    /// Adds some pixels of consecutive patterns. A pixel's samples come in scan order, so that the result does not depend on the number
    /// of threads; different pixels come from several threads at once.
    /// </summary>
    /// <param name="firstPixel">Index of the first of these pixels in the pattern.</param>
    /// <param name="pixels">How many pixels of each pattern to add.</param>
    /// <param name="patterns">Whole patterns, one after the other.</param>
    /// <param name="patternPixels">Pixels of one pattern.</param>
    public abstract void Add<T>(int firstPixel, int pixels, ReadOnlySpan<T> patterns, int patternPixels) where T : unmanaged;
}
