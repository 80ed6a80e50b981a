using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

/// <summary>The noise that thinning gives is the standard deviation over scans that are drawn anew.</summary>
public sealed class ShotNoiseTests
{
    private const int Draws = 50, PresetElectrons = 50_000;

    private static readonly SimulatedScan Scan = StrainScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(3, 4) });
    private static readonly Lazy<float[]> Rates = new(() => ViewScans.Rates(Scan));

    [Theory]
    [InlineData(50)]
    [InlineData(375)]
    [InlineData(5000)]
    public void Noise_of_images_centres_and_strain_is_that_of_redraws(int electrons)
    {
        CubeShape shape = Scan.Rates.Shape;
        double dose = (double)electrons / PresetElectrons;
        ViewRequest[] requests = [.. ((string[])["disc:30px", "com", "strain"]).Select(ViewRequest.Parse)];
        ViewContext context = Context(shape, dose);
        Random random = new(electrons);
        List<double[]>[] values = [[], [], []];
        double[] squares = new double[3];
        for (int draw = 0; draw < Draws; draw++)
        {
            using MemoryCube cube = ViewScans.Draw(shape, Rates.Value, dose, random);
            PlannedView[] views = [.. requests.Select(request => ViewKinds.Of(request).Plan(request, context))];
            ShotNoise noise = ShotNoise.Plan(requests, context, (ulong)draw);
            ViewScans.Run(cube, [.. views.SelectMany(view => view.Positions), .. noise.Positions], []);
            for (int i = 0; i < 3; i++)
            {
                ViewResult result = noise.AddTo(i, views[i].Results())[0];
                values[i].Add(result.Values);
                squares[i] += result.Noise!.Value * result.Noise.Value / Draws;
            }
        }
        for (int i = 0; i < 3; i++) Assert.InRange(Math.Sqrt(squares[i]) / Deviation(values[i]), 0.9, 1.1);
    }

    [Fact]
    public void The_noise_of_a_mean_pattern_is_that_of_its_counts()
    {
        SimulatedScan scan = JunctionScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(8, 8) });
        using SimulatedCube cube = new(scan);
        ViewRequest[] requests = [ViewRequest.Parse("sum")];
        ViewContext context = new(cube.Cube, null, default);
        PlannedView view = ViewKinds.Of(requests[0]).Plan(requests[0], context);
        ShotNoise noise = ShotNoise.Plan(requests, context, 1);
        ViewScans.Run(cube, [], [.. view.Pixels, .. noise.Pixels]);
        ViewResult result = noise.AddTo(0, view.Results())[0];
        // The variance of Poisson counts is their mean.
        Assert.Equal(1, result.Noise!.Value / Math.Sqrt(result.Values.Average()), 0.05);
    }

    [Fact]
    public void Numbers_that_are_no_counts_have_no_shot_noise()
    {
        using MemoryCube cube = new(ElementType.Float32, new CubeShape(1, 1, 2, 2), new byte[16]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => ShotNoise.Plan([ViewRequest.Parse("total")], new ViewContext(cube.Cube, null, default), 1));
        Assert.Contains("electron counts", error.Message, StringComparison.Ordinal);
    }

    // As from a scan of a thousand patterns.
    private static ViewContext Context(CubeShape shape, double dose)
    {
        using MemoryCube rates = new(ElementType.Float32, shape, MemoryMarshal.AsBytes<float>(Rates.Value).ToArray());
        ViewContext context = ViewScans.Context(rates);
        double[] mean = [.. context.MeanPattern.ToArray().Select(value => value * dose)];
        return context with { Cube = context.Cube with { Element = ElementType.UInt16 }, MeanPattern = mean, SampledPatterns = 1000 };
    }

    // Standard deviation over the draws, as the root mean square over positions.
    private static double Deviation(List<double[]> draws)
    {
        double squares = 0;
        int positions = draws[0].Length;
        for (int p = 0; p < positions; p++)
        {
            double mean = draws.Average(draw => draw[p]);
            squares += draws.Sum(draw => (draw[p] - mean) * (draw[p] - mean)) / (draws.Count - 1) / positions;
        }
        return Math.Sqrt(squares);
    }
}
