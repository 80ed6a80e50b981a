using Suffice.Sources.Simulation;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

public sealed class PoissonInformationTests
{
    [Fact]
    public void Entropy_is_that_of_the_summed_distribution_over_thirteen_decades()
    {
        for (double exponent = -8; exponent <= 5; exponent += 0.037)
        {
            double rate = Math.Pow(10, exponent), exact = Summed(rate);
            Assert.True(Math.Abs(PoissonInformation.Entropy(rate) / exact - 1) < 2e-9, $"{rate}: {PoissonInformation.Entropy(rate)}, not {exact}");
        }
    }

    [Theory]
    [InlineData(0, 0.5, 0.7213475204444817)]
    [InlineData(1, 0.5, 1.7213475204444817)]
    [InlineData(0, 0, 0)]
    [InlineData(3, 0, double.PositiveInfinity)]
    public void Code_length_is_minus_the_logarithm_of_the_probability(long count, double rate, double bits) =>
        Assert.Equal(bits, PoissonInformation.CodeLength(count, rate), 12);

    [Theory]
    [InlineData(255, 1)]
    [InlineData(255, 200)]
    [InlineData(4095, 3900)]
    [InlineData(10, 20)]
    public void The_probability_of_more_is_never_above_its_bound(long limit, double rate)
    {
        double sum = 0;
        for (long k = limit + 1; k < limit + 2000; k++) sum += Math.Exp(k * Math.Log(rate) - rate - LogFactorial.Of(k));
        Assert.True(sum <= PoissonInformation.ProbabilityAbove(limit, rate) + 1e-12);
    }

    // Sums from the mode outwards, where every term is computed with few roundings.
    private static double Summed(double rate)
    {
        double entropy = 0;
        long first = Math.Max(0, (long)(rate - 12 * Math.Sqrt(rate) - 5)), last = (long)(rate + 12 * Math.Sqrt(rate) + 30);
        for (long k = first; k <= last; k++)
        {
            double nats = rate - k * Math.Log(rate) + LogFactorial.Of(k);
            entropy += nats * Math.Exp(-nats);
        }
        return entropy / Math.Log(2);
    }
}
