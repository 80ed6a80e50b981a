using Suffice.Cubes.Statistics;
using Xunit;

namespace Suffice.Tests;

public sealed class EntropiesTests
{
    [Fact]
    public void The_binary_entropy_is_1_at_a_half_and_0_at_the_ends() =>
        Assert.Equal((0.0, 1.0, 0.0), (Entropies.Binary(0), Entropies.Binary(0.5), Entropies.Binary(1)));

    [Fact]
    public void The_bound_of_the_published_study_is_16_bits_over_the_entropy_of_zeros() =>
        Assert.Equal(42.9, 16 / Entropies.Binary(0.928), 0.15);

    [Theory]
    [InlineData(new long[] { 8, 8, 8, 8 }, 2)]
    [InlineData(new long[] { 5 }, 0)]
    [InlineData(new long[] { 0, 1, 0, 1 }, 1)]
    [InlineData(new long[] { }, 0)]
    public void Counts_have_the_entropy_of_their_shares(long[] counts, double bits) =>
        Assert.Equal(bits, Entropies.OfCounts(counts), 1e-12);
}
