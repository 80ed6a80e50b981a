using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Studies.Stores;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Studies;

public sealed class StudyTests : IDisposable
{
    private const long Plenty = 64 << 20;

    // More than one chunk of every chunking, with a part of one at the end of each scan axis.
    private static readonly CubeShape Shape = new(18, 35, 8, 12);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_42_methods_run_twice_verified_and_give_complete_files()
    {
        using (Study study = Start(StudyMethods.All))
        {
            using MemoryCube cube = Make(ElementType.UInt16);
            Run(study, cube, Plenty);
            study.Complete([]);
        }
        IReadOnlyList<StudyRow> rows = RunsCsv.Read(_folder.File("results/runs.csv"));
        Assert.Equal(84, rows.Count);
        Assert.All(rows, row => Assert.True(row.Measurement.IsVerified, row.Method));
        Assert.Equal(42, rows.Select(row => row.Method).Distinct().Count());
        Assert.All(rows.GroupBy(row => row.Method), runs => Assert.Single(runs.Select(run => run.Measurement.FileBytes).Distinct()));
        string[] statistics = File.ReadAllLines(_folder.File("results/statistics.csv"));
        Assert.Equal(43, statistics.Length);
        Assert.Equal(StudyStatistics.HeaderLine, statistics[0]);
        Assert.False(Directory.Exists(_folder.File("results/.bench-work")));
    }

    [Fact]
    public void Every_element_type_is_verified_by_every_setting()
    {
        foreach (ElementType element in ElementTypes.All)
        {
            ImmutableArray<StudyMethod> methods = [.. StudyMethods.All.Where((method, i) => method.Chunking is null || i % 3 == (int)element % 3), .. StudyMethods.Own];
            using MemoryCube cube = Make(element);
            foreach (StudyMethod method in methods)
                Assert.True(Measure(cube, method.Store, Plenty).IsVerified, $"{method.Name} of {element.Name()}");
        }
    }

    [Fact]
    public void A_cube_that_does_not_fit_memory_makes_files_of_the_same_size()
    {
        foreach (ElementType element in new[] { ElementType.UInt16, ElementType.Float32 })
        {
            using MemoryCube cube = Make(element);
            foreach (StudyMethod method in StudyMethods.All)
            {
                StudyMeasurement whole = Measure(cube, method.Store, Plenty), streamed = Measure(cube, method.Store, cube.Cube.Bytes);
                Assert.True(whole.IsVerified && streamed.IsVerified, method.Name);
                Assert.Equal((method.Name, whole.FileBytes), (method.Name, streamed.FileBytes));
            }
        }
    }

    [Fact]
    public void An_interrupted_study_goes_on_where_it_was()
    {
        ImmutableArray<StudyMethod> methods = StudyMethods.Select(["balanced_gzip_1", "balanced_none", "sparse_csr"], []);
        using MemoryCube cube = Make(ElementType.UInt8);
        using (CancellationTokenSource source = new())
        using (Study study = Start(methods))
        using (StudyInput input = new("scan", cube, Plenty, threads: 2))
            Assert.Throws<OperationCanceledException>(() => study.Run(input, row =>
            {
                if (study.Rows.Count == 4) source.Cancel();
            }, source.Token));
        string partial = _folder.File("results/runs.partial.csv");
        File.AppendAllText(partial, "scan,balanced_none,1.0,");
        Assert.Throws<CubeFileException>(() => Start(methods));

        using (Study study = Start(methods, isResumed: true))
        {
            Assert.Equal((4, 2), (study.Rows.Count, study.Remaining("scan")));
            Run(study, cube, Plenty);
            Assert.Equal(0, study.Remaining("scan"));
            study.Complete([]);
        }
        Assert.False(File.Exists(partial));
        IReadOnlyList<StudyRow> rows = RunsCsv.Read(_folder.File("results/runs.csv"));
        Assert.Equal(6, rows.Select(row => row.Key).Distinct().Count());
        Assert.Equal(6, rows.Count);
    }

    [Theory]
    [InlineData(Plenty)]
    [InlineData(1 << 16)]
    public void One_turned_bit_is_reported_as_a_mismatch(long memoryBytes)
    {
        using MemoryCube cube = Make(ElementType.UInt16);
        StudyStore sound = StudyMethods.Select(["balanced_lzf"], [])[0].Store;
        Assert.True(Measure(cube, sound, memoryBytes).IsVerified);
        Assert.False(Measure(cube, new FaultyStore(sound), memoryBytes).IsVerified);
    }

    [Fact]
    public void Our_own_codec_is_measured_where_it_is_named_and_not_else()
    {
        Assert.Equal(StudyMethods.All, StudyMethods.Select([], []));
        Assert.Equal(["real_space_tally", "balanced_tally", "single_frame_tally"], StudyMethods.Select(["tally"], []).Select(method => method.Name));
        Assert.Equal(["balanced_tally-fast"], StudyMethods.Select(["tally-fast"], ["balanced"]).Select(method => method.Name));
        Assert.Equal([.. StudyMethods.All, .. StudyMethods.Own], StudyMethods.Select(["*"], []));
    }

    [Fact]
    public void The_order_of_a_run_depends_on_the_seed_and_the_run_alone()
    {
        StudyPlan plan = Plan(StudyMethods.All, isResumed: false);
        Assert.Equal(plan.OrderOf(1), plan.OrderOf(1));
        Assert.NotEqual(plan.OrderOf(1), plan.OrderOf(2));
        Assert.NotEqual(plan.OrderOf(1), (plan with { Seed = 2 }).OrderOf(1));
        Assert.Equal(42, plan.OrderOf(5).Distinct().Count());
    }

    private static MemoryCube Make(ElementType element) => new(element, Shape, SampleData.Make(
        new ChunkSpec(element, ByteOrder.LittleEndian, [Shape.ScanY, Shape.ScanX, Shape.DetectorY, Shape.DetectorX]), "sparse", (int)element));

    private static void Run(Study study, MemoryCube cube, long memoryBytes)
    {
        using StudyInput input = new("scan", cube, memoryBytes, threads: 2);
        study.Run(input, _ => { }, TestContext.Current.CancellationToken);
    }

    private StudyMeasurement Measure(MemoryCube cube, StudyStore store, long memoryBytes)
    {
        using StudyInput input = new("scan", cube, memoryBytes, threads: 2);
        Assert.Equal(memoryBytes == Plenty, input.Samples is not null);
        return new StudyRun(input, store, threads: 2).Measure(_folder.File("measured"), TestContext.Current.CancellationToken);
    }

    private Study Start(ImmutableArray<StudyMethod> methods, bool isResumed = false) => new(Plan(methods, isResumed));

    private StudyPlan Plan(ImmutableArray<StudyMethod> methods, bool isResumed) =>
        new(_folder.File("results"), methods, [StudyEngine.Own], Runs: 2, Threads: 2, Plenty, Seed: 1, isResumed);

    /// <summary>Reads every sample as it is but the last, of which one bit is turned.</summary>
    private sealed class FaultyStore(StudyStore sound) : StudyStore
    {
        public override CubeShape BlockOf(CubeShape shape) => sound.BlockOf(shape);

        public override StudySink Create(string path, Cube cube, int threads) => sound.Create(path, cube, threads);

        public override ICubeReader Open(string path, Cube cube) => new Reader(sound.Open(path, cube));

        private sealed class Reader(ICubeReader sound) : ICubeReader
        {
            public Cube Cube => sound.Cube;

            public CubeShape BlockShape => sound.BlockShape;

            public void Read(in CubeRegion region, Span<byte> samples, int threads)
            {
                sound.Read(region, samples, threads);
                bool isLast = region.ScanY + region.Extent.ScanY == Cube.Shape.ScanY && region.ScanX + region.Extent.ScanX == Cube.Shape.ScanX;
                if (isLast) samples[^1] ^= 0x10;
            }

            public void Dispose() => sound.Dispose();
        }
    }
}
