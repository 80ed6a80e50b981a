using Suffice.Advice;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Advice;

/// <summary>Advice is what measurements say, and what pack then does.</summary>
public sealed class AdvisorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("archive")]
    [InlineData("interactive")]
    [InlineData("acquire")]
    [InlineData("share")]
    public void Every_purpose_has_a_choice_that_follows_its_rule(string name)
    {
        AdviceReport report = Advise(Purpose.Named(name));
        Candidate chosen = report.Choice.Candidate;
        // Speeds are this moment's; ratios are the same always.
        double best = report.Candidates.Max(candidate => candidate.Ratio.Value);
        if (report.Purpose.First == AdviceGoal.Size) Assert.True(chosen.Ratio.Value >= best * (1 - report.Purpose.Tolerance));
        Assert.True(chosen.Codec.Reach <= report.Purpose.Reach);
        Assert.All(report.Candidates, candidate => Assert.True(candidate.Codec.Reach <= report.Purpose.Reach));
        Assert.Contains(report.Usual, report.Candidates);
        Assert.Equal(report.Purpose.Codec, report.Usual.Codec.Name);
        Assert.Equal(chosen.Codec.Reach == FilterReach.Suffice, report.ForPlugins is not null);
    }

    [Fact]
    public void No_candidate_beats_one_of_the_front_in_both()
    {
        AdviceReport report = Advise(Purpose.All[0]);
        foreach (AdviceGoal speed in (AdviceGoal[])[AdviceGoal.Packing, AdviceGoal.Reading])
            foreach (Candidate front in report.Front(speed))
                Assert.DoesNotContain(report.Candidates, other => other.Ratio.Value > front.Ratio.Value && other.Of(speed).Value > front.Of(speed).Value);
    }

    [Fact]
    public void Where_every_chunk_is_measured_the_ratio_is_the_one_that_pack_reaches()
    {
        AdviceReport report = Advise(Purpose.All[0]);
        foreach (Candidate candidate in (Candidate[])[report.Choice.Candidate, report.Usual])
        {
            PackOptions options = Packed.Options with { Codec = new PackCodec(candidate.Codec.Name, candidate.Codec.FiltersOf), Chunk = candidate.Chunk, Overwrite = true };
            PackReport packed = Packed.Pack(_folder.File("scan.npy"), _folder.File("scan.emd"), options);
            Assert.Equal(packed.CubeBytes / (double)packed.StoredBytes, candidate.Ratio.Value, 6);
            Assert.Equal(candidate.Ratio.Low, candidate.Ratio.High);
        }
    }

    [Theory]
    [MemberData(nameof(Elements))]
    public void Any_type_of_samples_and_the_smallest_scans_are_measured(ElementType element)
    {
        ChunkSpec spec = new(element, ByteOrder.LittleEndian, [2, 3, 5, 1]);
        MemoryCube cube = new(element, new CubeShape(2, 3, 5, 1), SampleData.Make(spec, "random"));
        AdviceReport report = Advisor.Advise(new OpenedCube("memory", null, cube, "", [], []), Purpose.All[0], 2, null, TestContext.Current.CancellationToken);
        Assert.True(report.Choice.Candidate.StoredBytes > 0);
    }

    public static TheoryData<ElementType> Elements => [ElementType.UInt8, ElementType.Int16, ElementType.UInt32, ElementType.Int64, ElementType.Float32, ElementType.Float64];

    [Fact]
    public void A_sample_is_spread_over_the_scan_and_takes_every_chunk_once()
    {
        CubeShape shape = new(10, 10, 2, 2);
        ChunkSample sample = new(new MemoryCube(ElementType.UInt8, shape, new byte[shape.Samples]), shape with { ScanY = 1, ScanX = 1 });
        List<int> taken = [];
        while (sample.Left > 0)
            foreach (SampledChunk chunk in sample.Read(8, 1))
            {
                taken.Add(chunk.Index);
                chunk.Dispose();
            }
        Assert.Equal(Enumerable.Range(0, 100), taken.Order());
        int[] gaps = [.. taken.Take(8).Order().Append(100).Zip(taken.Take(8).Order().Prepend(0)).Select(pair => pair.First - pair.Second)];
        Assert.InRange(gaps.Max(), 1, 25);
    }

    private AdviceReport Advise(Purpose purpose)
    {
        string scan = _folder.File("scan.npy");
        SmallScan.Write(scan);
        using OpenedCube opened = CubeFile.Open(scan);
        return Advisor.Advise(opened, purpose, 2, null, TestContext.Current.CancellationToken);
    }
}
