using Suffice.Cubes;
using Suffice.Reductions.Sufficiency;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Reductions.Sufficiency;

public sealed class TargetTests
{
    private static readonly ViewContext Context = new(
        new MemoryCube(ElementType.UInt16, new CubeShape(4, 4, 64, 64), []).Cube, new PatternGeometry(31, 33, 8), default);

    [Theory]
    [InlineData("0.1sigma", 0.1, ToleranceUnit.Sigma, ErrorMeasure.Rms)]
    [InlineData("1%@max", 1, ToleranceUnit.Percent, ErrorMeasure.Maximum)]
    [InlineData("5e-4", 5e-4, ToleranceUnit.Absolute, ErrorMeasure.Rms)]
    [InlineData("0.02px@p99", 0.02, ToleranceUnit.Absolute, ErrorMeasure.Percentile99)]
    public void A_tolerance_is_a_number_a_unit_and_a_measure(string text, double value, ToleranceUnit unit, ErrorMeasure measure)
    {
        Tolerance tolerance = Tolerance.Parse(text);
        Assert.Equal((value, unit, measure), (tolerance.Value, tolerance.Unit, tolerance.Measure));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0sigma")]
    [InlineData("-1%")]
    [InlineData("0.1 sigma@mean")]
    [InlineData("1e999")]
    public void Other_tolerances_are_refused(string text) => Assert.Throws<ArgumentException>(() => Tolerance.Parse(text));

    [Fact]
    public void A_latitude_has_a_kind_and_a_range()
    {
        Assert.Equal(new Latitude(LatitudeKind.Fixed), Latitude.Parse("fixed"));
        Assert.Equal(new Latitude(LatitudeKind.Adjustable, 0.2, 3), Latitude.Parse("adjustable"));
        Assert.Equal(new Latitude(LatitudeKind.Adjustable, 0.1, 1.5), Latitude.Parse("adjustable:10%,1.5px"));
        Assert.Equal(new Latitude(LatitudeKind.Open, ResolutionPixels: 2), Latitude.Parse("open:2px"));
    }

    [Theory]
    [InlineData("fixed:20%")]
    [InlineData("open:20%")]
    [InlineData("open:1.5px")]
    [InlineData("adjustable:100%")]
    [InlineData("adjustable:0%,0px")]
    [InlineData("loose")]
    public void Latitudes_that_contradict_themselves_are_refused(string text) => Assert.Throws<ArgumentException>(() => Latitude.Parse(text));

    [Theory]
    [InlineData("adf", "adf:16-30px@31,33")]
    [InlineData("adf@31,20", "adf:14-20px@31,20")]
    [InlineData("bf", "bf:9px@31,33")]
    [InlineData("com", "com")]
    [InlineData("icom:20px", "icom:20px")]
    [InlineData("clusters:4", "clusters:4")]
    [InlineData("segments:4-20/4px", "segments:4-20/4px@31,33")]
    public void A_target_is_resolved_to_a_view_with_nothing_left_open(string asked, string resolved) =>
        Assert.Equal(resolved, TargetKind.Resolve(ViewRequest.Parse(asked), Context).Text);

    [Fact]
    public void Draws_stay_within_the_latitude_and_reach_its_border()
    {
        Target target = new("adf", ViewRequest.Parse("adf:10-20px@31,33"), Tolerance.Default, new Latitude(LatitudeKind.Adjustable, 0.2, 3));
        ViewRequest[] draws = LatitudeDraws.Of(target, Context, 200, new Random(1));
        Assert.All(draws, draw =>
        {
            Assert.InRange(draw.Numbers[0], 8, 12);
            Assert.InRange(draw.Numbers[1], 16, 24);
            Assert.InRange(Math.Pow(draw.Centre!.Value.Row - 31, 2) + Math.Pow(draw.Centre!.Value.Column - 33, 2), 0, 9.0001);
        });
        Assert.InRange(draws.Count(draw => draw.Numbers[0] is 8 or 12), 60, 140);
        Assert.Empty(LatitudeDraws.Of(target with { Latitude = new Latitude(LatitudeKind.Fixed) }, Context, 5, new Random(1)));
    }

    [Theory]
    [InlineData(4, 0.2, "3 5")]
    [InlineData(2, 0.2, "3")]
    [InlineData(10, 0.2, "8 9 11 12")]
    [InlineData(4, 0, "")]
    public void Groups_may_be_fewer_or_more_within_the_latitude(int groups, double part, string others)
    {
        Target target = new("clusters", ViewRequest.Parse($"clusters:{groups}"), Tolerance.OfLabels, new Latitude(LatitudeKind.Adjustable, part, 3));
        Assert.Equal(others, string.Join(' ', LatitudeDraws.Of(target, Context, 16, new Random(1)).Select(draw => draw.Text["clusters:".Length..])));
    }

    [Fact]
    public void A_rings_radii_are_drawn_both()
    {
        Target target = new("com", ViewRequest.Parse("com:10-20px@31,33"), Tolerance.Default, new Latitude(LatitudeKind.Adjustable, 0.2, 3));
        Assert.All(LatitudeDraws.Of(target, Context, 50, new Random(1)), draw =>
        {
            Assert.InRange(draw.Numbers[0], 8, 12);
            Assert.InRange(draw.Numbers[1], 16, 24);
        });
    }

    [Fact]
    public void The_interval_of_a_sampled_error_covers_that_of_the_whole_in_about_95_of_100_samples()
    {
        Random random = new(3);
        Target target = new("total", ViewRequest.Parse("total"), Tolerance.Default, new Latitude(LatitudeKind.Fixed));
        const int trials = 400, clusters = 40, all = 4000;
        double[] errors = [.. Enumerable.Range(0, all).Select(_ => Math.Exp(random.NextDouble()) * (random.NextDouble() - 0.5))];
        double truth = Math.Sqrt(errors.Average(error => error * error));
        int covered = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            double[] drawn = [.. Enumerable.Range(0, clusters).Select(_ => errors[random.Next(all)])];
            Interval interval = TargetErrors.Between(target, [Result(new double[clusters])], [Result(drawn)], clusters).RmsInterval(i => i, clusters, (double)clusters / all);
            if (interval.Lower <= truth && truth <= interval.Upper) covered++;
        }
        Assert.InRange(covered, 0.91 * trials, 0.99 * trials);
    }

    [Fact]
    public void A_value_that_is_lost_is_an_infinite_error()
    {
        Target target = new("total", ViewRequest.Parse("total"), Tolerance.Default, new Latitude(LatitudeKind.Fixed));
        Assert.Equal(0, TargetErrors.Between(target, [Result(1, double.NaN)], [Result(1, 5)], 2).Maximum);
        Assert.Equal(double.PositiveInfinity, TargetErrors.Between(target, [Result(1, 2)], [Result(1, double.NaN)], 2).Maximum);
        TargetErrors some = TargetErrors.Between(target, [Result(0, 0, 0, 0)], [Result(3, -4, 0, 0)], 4);
        Assert.Equal((2.5, 4.0, 4.0), (some.Rms, some.Maximum, some.Percentile99));
    }

    private static ViewResult Result(params double[] values) => new("", "", "counts", [new Axis("scan", values.Length)], values);
}
