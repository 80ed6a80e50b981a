using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class PatternGeometryTests
{
    [Theory]
    [InlineData(30.3, 25.8, 9.4)]
    [InlineData(12.0, 40.0, 3.0)]
    [InlineData(32.5, 31.5, 25.0)]
    public void The_disc_of_the_beam_is_found_among_weaker_ones(double row, double column, double radius)
    {
        double[] pattern = Pattern((y, x) => Disc(y - row, x - column, radius) * 100 + Disc(y - row - 2.5 * radius, x - column, radius) * 40 + 1);
        pattern[5 * 64 + 60] = 1e6;
        PatternGeometry found = PatternGeometry.Measure(pattern, 64, 64)!;
        Assert.Equal(row, found.CentreRow, 0.15);
        Assert.Equal(column, found.CentreColumn, 0.15);
        Assert.Equal(radius, found.RadiusPixels, 0.2);
    }

    [Fact]
    public void No_disc_is_found_where_there_is_none()
    {
        Assert.Null(PatternGeometry.Measure(new double[64 * 64], 64, 64));
        Assert.Null(PatternGeometry.Measure(Pattern((_, _) => 7), 64, 64));
    }

    [Fact]
    public void The_semiangle_of_a_preset_is_measured_though_rows_and_columns_have_other_steps()
    {
        SimulatedScan scan = SimulationPresets.Find("wse2")!.Make(new SimulationOptions { Scan = new ScanSize(4, 4) });
        using SimulatedCube cube = new(scan);
        ViewContext context = ViewScans.Context(cube);
        Assert.NotEqual(cube.Cube.DetectorAxes[0].Scale, cube.Cube.DetectorAxes[1].Scale);
        Assert.Equal("mrad", context.Semiangle!.Value.Unit);
        Assert.Equal(30, context.Semiangle.Value.Value, 0.6);
    }

    [Fact]
    public void Masked_dead_and_nan_pixels_are_left_out_and_counted()
    {
        double[] sums = Pattern((y, x) => Disc(y - 32, x - 32, 20) * 100);
        bool[] masked = new bool[sums.Length];
        masked[3] = true;
        sums[30 * 64 + 30] = 0;
        sums[10] = double.NaN;
        DefectivePixels found = DefectivePixels.Find(sums, 64, 64, masked);
        Assert.Equal((1, 1, 1, 3), (found.Masked, found.Dead, found.NotANumber, found.Count));
        Assert.Equal([3, 10, 30 * 64 + 30], Enumerable.Range(0, sums.Length).Where(i => found.Excluded.Span[i]));
        Assert.True(DefectivePixels.Find(Pattern((_, _) => 0), 64, 64, default).Excluded.IsEmpty);
    }

    [Fact]
    public void A_part_of_the_scan_is_a_cube_of_its_own()
    {
        MemoryCube cube = ViewScans.Random(new CubeShape(5, 6, 4, 4), 2);
        using ScanCrop crop = new(cube, new ScanRegion(1, 2, 3, 4));
        double[] whole = ViewScans.Make(cube, new ViewContext(cube.Cube, null, default), "total")[""].Values;
        ViewResult part = ViewScans.Make(crop, new ViewContext(crop.Cube, null, default), "total")[""];
        Assert.Equal([3, 4], part.Extents);
        Assert.Equal(2, part.Axes[1].Offset);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => whole[(1 + i / 4) * 6 + 2 + i % 4]), part.Values);
        Assert.Throws<ArgumentException>(() => new ScanCrop(cube, new ScanRegion(3, 0, 3, 1)));
    }

    private static double Disc(double y, double x, double radius) => Math.Clamp(radius - Math.Sqrt(y * y + x * x) + 0.5, 0, 1);

    private static double[] Pattern(Func<int, int, double> value) => [.. Enumerable.Range(0, 64 * 64).Select(i => value(i / 64, i % 64))];
}
