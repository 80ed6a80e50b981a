using System.Security.Cryptography;
using System.Text.Json;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

public sealed class SimulationFileTests : IDisposable
{
    private const long Memory = 64L << 20;

    private static readonly CubeShape Shape = new(20, 18, 40, 36);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_seed_gives_the_same_bytes_with_any_threads_and_another_seed_others()
    {
        string first = Hash("a.h5", DiscRates.Scan(Shape, 0.3, 12), 1, Memory);
        Assert.Equal(first, Hash("b.h5", DiscRates.Scan(Shape, 0.3, 12), 2, Memory));
        Thread.Sleep(TimeSpan.FromSeconds(1.1));
        Assert.Equal(first, Hash("d.h5", DiscRates.Scan(Shape, 0.3, 12), 2, Memory));
        Assert.NotEqual(first, Hash("e.h5", DiscRates.Scan(Shape, 0.3, 12, seed: 2), 2, Memory));
    }

    [Fact]
    public void Without_truth_the_bytes_do_not_depend_on_the_memory_either() =>
        Assert.Equal(
            Hash("a.h5", DiscRates.Scan(Shape, 0.3, 12), 2, Memory, withTruth: false),
            Hash("b.h5", DiscRates.Scan(Shape, 0.3, 12), 2, 1 << 20, withTruth: false));

    [Fact]
    public void Python_reads_it_by_the_rules_of_emdfile()
    {
        string path = _folder.File("scan.h5");
        SimulatedScan scan = DiscRates.Scan(Shape, 0.3, 12);
        SimulationSummary summary = Write(path, scan, 2, Memory);
        byte[] counts = new byte[Shape.Samples * 2], rates = new byte[Shape.Samples * 4];
        using (SimulatedCube cube = new(scan)) cube.Read(CubeRegion.Whole(Shape), counts, 1);
        using (SimulatedCube cube = new(scan, SimulatedSamples.Rates)) cube.Read(CubeRegion.Whole(Shape), rates, 1);
        File.WriteAllBytes(_folder.File("counts"), counts);
        File.WriteAllBytes(_folder.File("rates"), rates);
        using JsonDocument json = JsonDocument.Parse(Python.Run("emdread.py", path, _folder.File("counts"), _folder.File("rates")));
        JsonElement read = json.RootElement;
        Assert.Equal("scan_y nm 0 0.5 20, scan_x nm 0 0.5 18, detector_y mrad -30 1.5 40, detector_x mrad -27 1.5 36", read.GetProperty("axes").GetString());
        Assert.Equal("0.5 nm 1.5 mrad", read.GetProperty("calibration").GetString());
        Assert.Equal("12.5 mrad", read.GetProperty("convergence_semiangle").GetString());
        Assert.Equal(summary.CodeLength!.Value.ExpectedBits, read.GetProperty("expected_bits").GetDouble(), 1e-6);
        Assert.Equal(summary.CodeLength.Value.RealisedBits, read.GetProperty("realised_bits").GetDouble(), 1e-6);
        Assert.Equal("[[0.01, 0.02, 0.03], [0.04, 0.05, 0.06]]", read.GetProperty("strain").GetString());
    }

    [Fact]
    public void It_opens_here_with_its_axes()
    {
        string path = _folder.File("scan.h5");
        SimulatedScan scan = DiscRates.Scan(Shape, 0.3, 12);
        Write(path, scan, 2, Memory);
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal(("EMD 1.0 (py4DSTEM)", "/datacube_root/datacube/data"), (opened.Format, opened.DatasetPath));
        Assert.Equal((Shape, ElementType.UInt16), (opened.Cube.Shape, opened.Cube.Element));
        Assert.Equal([.. scan.Cube.ScanAxes, .. scan.Cube.DetectorAxes], opened.Cube.ScanAxes.AddRange(opened.Cube.DetectorAxes));
    }

    [Fact]
    public void The_realised_code_length_is_the_expected_one_within_statistics()
    {
        SimulationSummary summary = Write(_folder.File("scan.h5"), DiscRates.Scan(new CubeShape(40, 40, 40, 40), 0.3, 12), 2, Memory);
        PoissonCodeLength length = summary.CodeLength!.Value;
        Assert.InRange(length.RealisedBits / length.ExpectedBits, 0.995, 1.005);
        Assert.Equal(16.0 * summary.Cube.Shape.Samples / length.ExpectedBits, summary.Bound!.Value, 1e-9);
    }

    [Fact]
    public void Code_lengths_are_left_out_where_counts_are_not_independent_poisson()
    {
        Assert.Contains("charge sharing", Reason(new DetectorModel(ElementType.UInt16) { ChargeSharing = 0.1 }), StringComparison.Ordinal);
        Assert.Contains("beam current noise", Reason(new DetectorModel(ElementType.UInt16) { BeamNoise = 0.1 }), StringComparison.Ordinal);
        Assert.Contains("ends at 30", Reason(new DetectorModel(ElementType.UInt16) { Saturation = 30 }), StringComparison.Ordinal);
        Assert.Null(Reason(new DetectorModel(ElementType.UInt16) { Saturation = 4095, GainSpread = 0.1, HotPixels = 0.01, HotPixelCounts = 50, DeadPixels = 0.01 }));
    }

    [Fact]
    public void An_interrupted_run_leaves_no_file_and_keeps_an_older_one()
    {
        string path = _folder.File("scan.h5");
        File.WriteAllText(path, "older");
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() => new SimulationFile(DiscRates.Scan(Shape, 0.3), true, 2, 1 << 20).Write(
            path, done =>
            {
                if (done > Shape.Patterns / 2) source.Cancel();
            },
            source.Token));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
        Assert.Equal("older", File.ReadAllText(path));
    }

    [Fact]
    public void A_spectrum_image_has_a_detector_axis_of_one()
    {
        CubeShape shape = new(4, 4, 1, 64);
        string path = _folder.File("spectra.h5");
        Write(path, new SimulatedScan("spectra", new SpectrumRates(new DiscRates(shape, 2)), new DetectorModel(ElementType.UInt16), 1), 1, Memory);
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal(shape, opened.Cube.Shape);
    }

    private static SimulationSummary Write(string path, SimulatedScan scan, int threads, long memoryBytes, bool withTruth = true) =>
        new SimulationFile(scan, withTruth, threads, memoryBytes).Write(path, null, TestContext.Current.CancellationToken);

    private string? Reason(DetectorModel detector) =>
        Write(_folder.File("reason.h5"), DiscRates.Scan(new CubeShape(2, 2, 32, 32), 20, detector: detector), 1, Memory).NoCodeLength;

    private string Hash(string name, SimulatedScan scan, int threads, long memoryBytes, bool withTruth = true)
    {
        string path = _folder.File(name);
        Write(path, scan, threads, memoryBytes, withTruth);
        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
    }

    private sealed class SpectrumRates(DiscRates rates) : IElectronRates
    {
        public CubeShape Shape => rates.Shape;

        public System.Collections.Immutable.ImmutableArray<Axis> ScanAxes => rates.ScanAxes;

        public System.Collections.Immutable.ImmutableArray<Axis> DetectorAxes => [new Axis("energy", rates.Shape.DetectorX, 0.5, -5, "eV")];

        public IReadOnlyList<SimulationParameter> Parameters => rates.Parameters;

        public IReadOnlyList<TruthDataset> Truth => [];

        public void Fill(int scanY, int scanX, Span<float> electrons) => rates.Fill(scanY, scanX, electrons);
    }
}
