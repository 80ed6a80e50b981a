using Suffice.Cubes.Statistics;

namespace Suffice.Cli.Inspection;

/// <summary>One of the bounds on lossless compression, from a model of the samples.</summary>
/// <param name="Name">The model, for a heading.</param>
/// <param name="BitsPerSample">What the model spends.</param>
/// <param name="Ratio">Bits of a stored sample / <paramref name="BitsPerSample"/>; infinite where it spends nothing.</param>
/// <param name="BitsPerElectron">Null where samples are not counts.</param>
/// <param name="Note">What the model knows, in a sentence.</param>
internal sealed record EntropyBound(string Name, double BitsPerSample, double Ratio, double? BitsPerElectron, string Note)
{
    public static IReadOnlyList<EntropyBound> Of(CubeStatistics statistics)
    {
        List<EntropyBound> bounds =
        [
            new("Zeros only", Entropies.Binary(statistics.Sparsity), statistics.SparsityBound, null,
                "Tells zeros from the rest and gets every other value for free: no code for independent samples does better."),
            new("Values (H0)", statistics.EntropyBits, statistics.EntropyRatio, statistics.EntropyBitsPerElectron,
                "Knows how often each value occurs in the whole cube."),
        ];
        if (statistics.PixelEntropy is { } pixel)
            bounds.Add(new("Values at each pixel", pixel.BitsPerSample, statistics.PixelEntropyRatio ?? double.NaN,
                statistics.PixelEntropyBitsPerElectron, PixelNote(statistics, pixel)));
        return bounds;
    }

    private static string PixelNote(CubeStatistics statistics, PixelEntropy pixel)
    {
        string note = "Knows how often each value occurs at each detector pixel; optimistic for few positions, "
            + $"here {Figures.Count(statistics.Shape.Patterns)}.";
        return pixel.FractionOfPixels >= 1 ? note : $"{note} Estimated from {Figures.Percent(pixel.FractionOfPixels)} of the pixels.";
    }
}
