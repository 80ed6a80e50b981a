using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class FieldIntegralTests
{
    [Fact]
    public void The_integral_of_a_gradient_is_the_potential()
    {
        const int rows = 48, columns = 40;
        const double stepRow = 0.5, stepColumn = 0.25;
        double[] potential = new double[rows * columns], fieldRow = new double[rows * columns], fieldColumn = new double[rows * columns];
        for (int i = 0; i < potential.Length; i++)
        {
            // Bumps of a Gaussian, away from the edges.
            double y = (i / columns - 22) * stepRow, x = (i % columns - 18) * stepColumn, bump = Math.Exp(-(y * y) / 8 - x * x / 2);
            (potential[i], fieldRow[i], fieldColumn[i]) = (bump, -y / 4 * bump, -x * bump);
        }
        double[] found = FieldIntegral.Integrate(fieldRow, fieldColumn, rows, columns, stepRow, stepColumn);
        double mean = potential.Average();
        for (int i = 0; i < potential.Length; i++) Assert.Equal(potential[i] - mean, found[i], 2e-3);
    }

    [Theory]
    [InlineData(24, 24, 1, 1)]
    [InlineData(12, 30, 0.5, 2)]
    public void The_noise_of_the_integral_follows_from_that_of_the_field(int rows, int columns, double stepRow, double stepColumn)
    {
        const int trials = 200;
        Random random = new(2);
        double square = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            double[] fieldRow = Field(0.3), fieldColumn = Field(0.2);
            square += FieldIntegral.Integrate(fieldRow, fieldColumn, rows, columns, stepRow, stepColumn).Average(value => value * value) / trials;
        }
        double expected = FieldIntegral.Noise(0.3, 0.2, rows, columns, stepRow, stepColumn);
        Assert.Equal(expected, Math.Sqrt(square), 0.06 * expected);

        double[] Field(double noise)
        {
            double[] values = [.. Enumerable.Range(0, rows * columns).Select(_ => noise * Math.Sqrt(12) * (random.NextDouble() - 0.5))];
            double mean = values.Average();
            return Array.ConvertAll(values, value => value - mean);
        }
    }

    [Fact]
    public void The_junctions_deflection_is_measured_within_2_percent()
    {
        SimulatedScan scan = JunctionScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(12, 40) });
        using SimulatedCube cube = new(scan);
        Dictionary<string, ViewResult> made = ViewScans.Make(cube, ViewScans.Context(cube), "com");
        double[] truth = [.. scan.Rates.Truth[2].Values];
        double[] x = [.. Enumerable.Range(0, 480).Select(i => truth[2 * i])], y = [.. Enumerable.Range(0, 480).Select(i => truth[2 * i + 1])];
        Assert.Equal(1, Slope(made["column"].Values, x) * 0.0125, 0.02);
        Assert.Equal(1, Slope(made["row"].Values, y) * 0.0125, 0.02);
        Assert.Equal("mrad", made["magnitude"].Unit);
    }

    // Of found against true values, by least squares.
    private static double Slope(double[] found, double[] truth)
    {
        double meanFound = found.Average(), meanTruth = truth.Average();
        return found.Zip(truth, (f, t) => (f - meanFound) * (t - meanTruth)).Sum() / truth.Sum(t => (t - meanTruth) * (t - meanTruth));
    }
}
