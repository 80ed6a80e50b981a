namespace Suffice.Cubes.Statistics;

/// <summary>Samples from <paramref name="Lower"/> to <paramref name="Upper"/>, which are equal for the bin of one value.</summary>
/// <param name="Lower">Smallest value of the bin, in counts or whatever the samples are in.</param>
/// <param name="Upper">Largest value of the bin.</param>
/// <param name="Count">Number of samples, at least 1.</param>
public readonly record struct HistogramBin(double Lower, double Upper, long Count);
