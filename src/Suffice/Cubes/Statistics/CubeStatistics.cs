namespace Suffice.Cubes.Statistics;

/// <summary>What one pass over all samples of a datacube tells. <see cref="CubeSurvey"/> makes it.</summary>
public sealed record CubeStatistics
{
    public required ElementType Element { get; init; }

    public required CubeShape Shape { get; init; }

    /// <summary>Samples equal to zero, negative zeros of floats included.</summary>
    public required long Zeros { get; init; }

    /// <summary>NaN samples. Neither these nor infinities count towards extremes, mean, deviation or images.</summary>
    public required long NotNumbers { get; init; }

    /// <summary>Samples that are plus or minus infinity.</summary>
    public required long Infinities { get; init; }

    /// <summary>Smallest finite sample.</summary>
    public required SampleValue Minimum { get; init; }

    /// <summary>Largest finite sample.</summary>
    public required SampleValue Maximum { get; init; }

    /// <summary>Mean of the finite samples, in counts; from an exact sum for integers. NaN where there are none.</summary>
    public required double Mean { get; init; }

    /// <summary>Population standard deviation of the finite samples, in counts; from exact sums for integers.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>
    /// Different samples, told apart by their bits as a lossless code must: 0 and -0 are two values, and NaN may be several.
    /// A lower bound unless <see cref="DistinctValuesAreExact"/>.
    /// </summary>
    public required long DistinctValues { get; init; }

    /// <summary>False where a 32 or 64 bit cube has more distinct values than were held, about a million.</summary>
    public required bool DistinctValuesAreExact { get; init; }

    /// <summary>Bits that write the maximum of an unsigned type, or maximum - minimum of a signed one; null for floats.</summary>
    public required int? EffectiveBits { get; init; }

    /// <summary>Sums of patterns; null for floats.</summary>
    public required ElectronCounts? ElectronsPerPattern { get; init; }

    /// <summary>
    /// Zero-order entropy H0 of the samples, in bits per sample: the plug-in estimate over the whole cube. An estimate from
    /// a random choice of values unless <see cref="DistinctValuesAreExact"/>.
    /// </summary>
    public required double EntropyBits { get; init; }

    /// <summary>Entropy given the detector pixel; null where the values of single pixels exceed the memory allowed.</summary>
    public required PixelEntropy? PixelEntropy { get; init; }

    /// <summary>Mean over the scan of each detector pixel's finite samples, row-major (detector y, x), in counts.</summary>
    public required ReadOnlyMemory<double> MeanPattern { get; init; }

    /// <summary>Largest finite sample of each detector pixel, row-major (detector y, x), in counts; NaN where there is none.</summary>
    public required ReadOnlyMemory<double> MaximumPattern { get; init; }

    /// <summary>Sum of each pattern's finite samples, row-major (scan y, x), in counts; exact below 2^53 for integers.</summary>
    public required ReadOnlyMemory<double> SumImage { get; init; }

    public required ValueHistogram Histogram { get; init; }

    public long SampleCount => Shape.Samples;

    /// <summary>Bits that the file spends on a sample.</summary>
    public int ElementBits => 8 * Element.Bytes();

    /// <summary>Fraction of samples that are zero, 0 to 1.</summary>
    public double Sparsity => (double)Zeros / SampleCount;

    /// <summary>
    /// Compression ratio that would be reached if only telling zeros from the rest cost anything: element bits / H2(zero
    /// fraction), as in arXiv 2604.06221. An upper bound for codes that take samples as independent; infinite where no
    /// sample or every sample is zero.
    /// </summary>
    public double SparsityBound => ElementBits / Entropies.Binary(Sparsity);

    /// <summary>Compression ratio of an ideal zero-order code: element bits / <see cref="EntropyBits"/>.</summary>
    public double EntropyRatio => ElementBits / EntropyBits;

    /// <summary>Compression ratio of an ideal code that knows each pixel's distribution: element bits / pixel entropy.</summary>
    public double? PixelEntropyRatio => ElementBits / PixelEntropy?.BitsPerSample;

    /// <summary><see cref="EntropyBits"/> of a whole pattern per electron in it; null for floats and without electrons.</summary>
    public double? EntropyBitsPerElectron => PerElectron(EntropyBits);

    /// <summary>Pixel entropy of a whole pattern per electron in it; null for floats and without electrons.</summary>
    public double? PixelEntropyBitsPerElectron => PerElectron(PixelEntropy?.BitsPerSample);

    private double? PerElectron(double? bitsPerSample) =>
        ElectronsPerPattern is { Mean: > 0 } electrons ? bitsPerSample * Shape.PatternSamples / electrons.Mean : null;
}
