using Suffice.Cli.Commands;
using Xunit;

namespace Suffice.Tests.Commands;

public sealed class DwellTimeTests
{
    [Theory]
    [InlineData("500ns", 5)]
    [InlineData("10us", 100)]
    [InlineData("10\u00B5s", 100)]
    [InlineData("1.5ms", 15_000)]
    [InlineData("0.01s", 100_000)]
    public void A_number_with_a_unit_of_time_is_a_dwell_time_and_comes_back_from_its_text(string text, long ticks)
    {
        Assert.True(DwellTime.TryParse(text, out TimeSpan dwell));
        Assert.Equal(ticks, dwell.Ticks);
        Assert.True(DwellTime.TryParse(DwellTime.Text(dwell), out TimeSpan again));
        Assert.Equal(dwell, again);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("us")]
    [InlineData("-1us")]
    [InlineData("0us")]
    [InlineData("50ns")]
    [InlineData("1e3us")]
    [InlineData("2 hours")]
    [InlineData("4000s")]
    public void What_is_no_time_or_shorter_than_a_step_or_longer_than_an_hour_is_none(string text) => Assert.False(DwellTime.TryParse(text, out _));
}
