namespace Suffice.Cubes.Statistics;

/// <summary>
/// Entropy of a sample given its detector pixel: what a code would spend that knew how often each value occurs at each
/// pixel, and nothing else. It is the mean over pixels of the plug-in entropy of a pixel's values over the scan, so that
/// it is too low for scans of few positions: a pixel that shows m values in N positions is underestimated by about
/// (m - 1) / (2 N ln 2) bits, and with one position it is 0. Nor does it hold the cost of the tables themselves.
/// </summary>
/// <param name="BitsPerSample">Bits per sample.</param>
/// <param name="FractionOfPixels">
/// Fraction of the detector pixels that it was estimated from: 1, or less where their values did not fit into memory.
/// They are a random choice within each group of neighbouring pixels, so that the estimate is unbiased.
/// </param>
public sealed record PixelEntropy(double BitsPerSample, double FractionOfPixels);
