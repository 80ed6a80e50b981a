using Suffice.Sources.Simulation;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

public sealed class PoissonDrawTests
{
    private const int Draws = 400_000;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.7)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(3000)]
    [InlineData(60000)]
    public void Counts_have_the_mean_variance_and_distribution_of_poisson(double rate)
    {
        int[] counts = Draw(rate);
        double mean = counts.Average(count => (double)count), variance = counts.Sum(count => (count - rate) * (count - rate)) / Draws;
        // Five standard errors: the seed is fixed, so that this passes always or never.
        Assert.InRange(mean, rate - 5 * Math.Sqrt(rate / Draws), rate + 5 * Math.Sqrt(rate / Draws));
        double varianceError = Math.Sqrt((rate + 2 * rate * rate) / Draws);
        Assert.InRange(variance, rate - 5 * varianceError, rate + 5 * varianceError);
        (double chiSquare, int freedom) = ChiSquare(counts, rate);
        Assert.InRange((chiSquare - freedom) / Math.Sqrt(2 * freedom), -5, 5);
    }

    [Fact]
    public void The_mean_code_length_is_the_entropy()
    {
        foreach (double rate in (double[])[0.01, 0.7, 9, 50, 3000])
        {
            double[] bits = Array.ConvertAll(Draw(rate), count => PoissonInformation.CodeLength(count, rate));
            double mean = bits.Average(), error = Math.Sqrt(bits.Sum(bit => (bit - mean) * (bit - mean))) / Draws;
            Assert.InRange(mean - PoissonInformation.Entropy(rate), -5 * error, 5 * error);
        }
    }

    [Fact]
    public void A_rate_of_zero_never_counts() => Assert.All(Draw(0), count => Assert.Equal(0, count));

    private static int[] Draw(double rate)
    {
        int[] counts = new int[Draws];
        PixelRandom random = new(7, 123456789012, RandomStream.Counts);
        for (int i = 0; i < Draws; i++) counts[i] = PoissonDraw.Next(rate, random, i);
        return counts;
    }

    // Classes of equal counts, joined until at least 20 draws are expected in each.
    private static (double ChiSquare, int Freedom) ChiSquare(int[] counts, double rate)
    {
        int last = (int)(rate + 12 * Math.Sqrt(rate) + 20);
        int[] seen = new int[last + 1];
        foreach (int count in counts) seen[Math.Min(count, last)]++;
        double sum = 0, expected = 0, observed = 0, left = Draws;
        int classes = 0;
        for (int k = 0; k <= last; k++)
        {
            double here = Draws * Math.Exp(k * Math.Log(rate) - rate - LogFactorial.Of(k));
            expected += here;
            observed += seen[k];
            left -= here;
            if (k < last && (expected < 20 || left < 20)) continue;
            sum += (observed - expected) * (observed - expected) / expected;
            classes++;
            (expected, observed) = (0, 0);
        }
        return (sum, classes - 1);
    }
}
