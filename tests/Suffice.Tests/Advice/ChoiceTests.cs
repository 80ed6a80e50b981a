using Suffice.Advice;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Advice;

/// <summary>Which of some measured candidates is taken for which purpose.</summary>
public sealed class ChoiceTests
{
    [Fact]
    public void For_archive_a_little_is_given_up_for_speed_and_not_more()
    {
        Candidate smallest = Make("gzip_9", 10, 20, 500), nearly = Make("blosc_zstd", 9.8, 200, 500), larger = Make("blosc_lz4", 9.5, 2000, 500);
        Choice choice = Choice.Of(Purpose.Named("archive"), [smallest, nearly, larger]);
        Assert.Same(nearly, choice.Candidate);
        Assert.Equal("the smallest is gzip_9 in chunks of (1, 2, 8, 8); this one is 2.0% behind it, where 3% is allowed, and 10.0 times faster to pack",
            choice.Reason.Replace(" %", "%", StringComparison.Ordinal));
    }

    [Fact]
    public void For_interactive_a_pattern_must_be_there_at_once()
    {
        Candidate fast = Make("blosc_lz4", 5, 100, 4000) with { PatternSeconds = 0.1 }, quick = Make("blosc_zstd", 6, 100, 900);
        Assert.Same(quick, Choice.Of(Purpose.Named("interactive"), [fast, quick]).Candidate);
        Assert.Same(fast, Choice.Of(Purpose.Named("interactive"), [fast]).Candidate);
    }

    [Fact]
    public void For_acquire_the_smallest_of_the_fastest_is_taken()
    {
        Candidate fastest = Make("blosc_lz4", 3, 1000, 1000), smaller = Make("bitshuffle_lz4", 4, 900, 1000), slow = Make("blosc_zstd", 9, 300, 1000);
        Assert.Same(smaller, Choice.Of(Purpose.Named("acquire"), [fastest, smaller, slow]).Candidate);
    }

    [Fact]
    public void Without_compression_is_no_choice_unless_none_gains()
    {
        Candidate plain = Make("none", 1, 9000, 9000), gain = Make("gzip_1", 1.2, 100, 100), loss = Make("gzip_6", 0.99, 10, 100);
        Assert.Same(gain, Choice.Of(Purpose.Named("acquire"), [plain, gain]).Candidate);
        Assert.Same(plain, Choice.Of(Purpose.Named("acquire"), [plain, loss]).Candidate);
    }

    [Fact]
    public void An_interval_covers_the_whole_as_often_as_it_says()
    {
        Random random = new(1);
        int covered = 0;
        const int trials = 400, population = 1000, taken = 20;
        for (int trial = 0; trial < trials; trial++)
        {
            double[] whole = [.. Enumerable.Range(0, population).Select(_ => 1 + random.NextDouble())];
            double[] some = [.. whole.Where((_, i) => i % (population / taken) == trial % (population / taken))];
            Interval interval = Interval.PerByte([.. some.Select(_ => 1.0)], some, population);
            if (interval.Low <= whole.Average() && whole.Average() <= interval.High) covered++;
        }
        Assert.InRange(covered / (double)trials, 0.9, 0.99);
    }

    [Fact]
    public void Every_purpose_names_a_codec_that_its_readers_have() =>
        Assert.All(Purpose.All, purpose => Assert.True(AdviceCodec.Named(purpose.Codec).Reach <= (purpose.Reach == FilterReach.Plain ? FilterReach.Plain : FilterReach.Plugins)));

    private static Candidate Make(string codec, double ratio, double packing, double reading)
    {
        static Interval About(double value) => new(value, 0.99 * value, 1.01 * value);
        return new Candidate(AdviceCodec.Named(codec), new CubeShape(1, 2, 8, 8), About(ratio), About(packing), About(reading))
        {
            CubeBytes = 1000,
            PatternSeconds = 0.001,
            Chunks = 9,
        };
    }
}
