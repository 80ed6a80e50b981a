using MathNet.Numerics;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Fourier;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Presets;
using Suffice.Sources.Simulation.Specimens;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

public sealed class ScannedMultisliceTests
{
    private static readonly ElectronBeam Beam = new(100);

    [Fact]
    public void Vacuum_gives_a_uniform_disc_of_the_semiangle_around_the_middle()
    {
        AtomicCell vacuum = new(24, 30, 5, []);
        using ScannedMultislice rates = new(new("vacuum", vacuum, new Probe(Beam, 20, DefocusA: 30), 60, new ScanSize(3, 4), 1000));
        float[] pattern = Fill(rates, 1, 2);
        double total = 0, momentY = 0, momentX = 0;
        float highest = pattern.Max();
        Each(rates, (index, y, x) =>
        {
            bool isInside = (y * y) + (x * x) <= 20 * 20;
            Assert.True(isInside ? Math.Abs((pattern[index] / highest) - 1) < 1e-4 : pattern[index] < 1e-6 * highest, $"{pattern[index]} at {y:f1}, {x:f1} mrad");
            total += pattern[index];
            momentY += y * pattern[index];
            momentX += x * pattern[index];
        });
        Assert.Equal(1000, total, 0.01);
        Assert.Equal(0, momentY / total, 1e-3);
        Assert.Equal(0, momentX / total, 1e-3);
    }

    [Fact]
    public void Bragg_discs_of_silicon_are_where_its_planes_send_them()
    {
        AtomicCell cell = CubicCrystal.Silicon.Along("001").Repeat(6, 6, 1);
        // At rest: what vibrating atoms scatter falls between the discs, and onto the forbidden ones.
        cell = cell with { Atoms = [.. cell.Atoms.Select(atom => atom with { VibrationA = 0 })] };
        using ScannedMultislice rates = new(new("Si", cell, new Probe(Beam, 3), 40, new ScanSize(4, 4), 1) { Slices = 4 });
        float[] pattern = Fill(rates, 0, 0);
        double stepMrad = rates.DetectorAxes[0].Scale, planeA = 5.431 / Math.Sqrt(8);
        double angle = 1000 * Beam.WavelengthA / planeA / Math.Sqrt(2);
        foreach ((int signY, int signX) in ((int, int)[])[(1, 1), (1, -1), (-1, 1), (-1, -1)])
        {
            (double intensity, double y, double x) = Disc(rates, pattern, signY * angle, signX * angle);
            Assert.Equal(signY * angle, y, stepMrad / 2);
            Assert.Equal(signX * angle, x, stepMrad / 2);
            // (200) does not reflect: its planes and those of the second lattice, a quarter between, cancel.
            Assert.True(Disc(rates, pattern, signY * angle, 0).Intensity < 0.02 * intensity);
        }
    }

    [Fact]
    public void A_disc_is_made_of_the_plane_waves_that_converge()
    {
        AtomicCell unit = CubicCrystal.Silicon.Along("001");
        const int cells = 6;
        double band = Beam.FrequencyPerA(60);
        WaveGrid small = WaveGrid.ForBand(unit.HeightA, unit.WidthA, band);
        WaveGrid large = new(cells * small.Rows, cells * small.Columns, cells * unit.HeightA, cells * unit.WidthA);
        using TransmissionStack once = new TransmissionBuilder(small, Beam, band, 1.4).Still(unit);
        using Multislice tilted = new(small, Beam, band, 1 / large.HeightA, -2 / large.WidthA);
        using ComplexImage amplitudes = new(small.Rows, small.Columns);
        tilted.PlaneWave(once.Repeat(8, unit.ThicknessA), amplitudes);
        Complex32 expected = amplitudes.Row(2)[2];

        Probe probe = new(Beam, 3);
        using TransmissionStack all = new TransmissionBuilder(large, Beam, band, 1.4).Still(unit.Repeat(cells, cells, 1));
        using Multislice straight = new(large, Beam, band);
        using ComplexImage wave = new(large.Rows, large.Columns);
        probe.Fill(large, 0, 0, wave);
        float incident = wave.Row(1)[^2].MagnitudeSquared;
        FourierTransform.For(wave.Rows, wave.Columns).Inverse(wave);
        straight.Run(all.Repeat(8, unit.ThicknessA), wave);
        float found = wave.Row((2 * cells) + 1)[(2 * cells) - 2].MagnitudeSquared / incident / large.Samples / large.Samples;
        Assert.True(expected.MagnitudeSquared > 1e-3);
        Assert.Equal(1, found / expected.MagnitudeSquared, 1e-2);
    }

    [Fact]
    public void A_thin_phase_object_scatters_alike_to_both_sides()
    {
        // Blurred until the phase is a hundredth: what is left of asymmetry is of second order.
        AtomicCell cell = new(6, 7, 1, [new(6, 1, 1, 0, 0.6), new(8, 2.2, 4.1, 0, 0.6), new(14, 4.9, 2.5, 0, 0.6)]);
        ElectronBeam fast = new(300);
        double band = fast.FrequencyPerA(15);
        WaveGrid grid = WaveGrid.ForBand(cell.HeightA, cell.WidthA, band);
        using TransmissionStack stack = new TransmissionBuilder(grid, fast, band, 1).Blurred(cell);
        using Multislice multislice = new(grid, fast, band);
        using ComplexImage amplitudes = new(grid.Rows, grid.Columns);
        multislice.PlaneWave(stack, amplitudes);
        foreach ((int h, int k) in ((int, int)[])[(1, 0), (0, 1), (1, 1), (2, 1), (1, 2)])
        {
            float there = amplitudes.Row(h)[k].MagnitudeSquared, back = amplitudes.Row((grid.Rows - h) % grid.Rows)[(grid.Columns - k) % grid.Columns].MagnitudeSquared;
            Assert.True(there > 1e-7);
            Assert.True(Math.Abs(there - back) < 0.1 * (there + back), $"{there} and {back} at ({h} {k})");
        }
    }

    [Fact]
    public void A_finite_source_blurs_what_the_scan_sees_as_a_Gaussian_does()
    {
        const int side = 16;
        const double edgeA = 3.905, sigmaA = 0.5;
        AtomicCell unit = CubicCrystal.StrontiumTitanate.Along("001");
        unit = unit with { Atoms = [.. unit.Atoms.Select(atom => atom with { VibrationA = 0 })] };
        ScannedMultisliceSetup setup = new("SrTiO3", unit.Repeat(3, 3, 1), new Probe(new ElectronBeam(200), 20), 60, new ScanSize(side, side), 1)
        {
            Field = (edgeA, edgeA),
            Slices = 2,
        };
        using ScannedMultislice sharp = new(setup), blurred = new(setup with { Probe = setup.Probe with { SourceFwhmA = 2.35482 * sigmaA } });
        double[] image = [.. Enumerable.Range(0, side * side).Select(i => Dark(sharp, Fill(sharp, i / side, i % side), 30, 60))];
        double mean = image.Average(), change = 0;
        for (int x = 0; x < side; x++)
        {
            double expected = 0, weights = 0;
            for (int i = 0; i < 4 * side * side; i++)
            {
                (int dy, int dx) = ((i / (2 * side)) - side, (i % (2 * side)) - side);
                double weight = Math.Exp(-((dy * dy) + (dx * dx)) * edgeA * edgeA / (2 * side * side * sigmaA * sigmaA));
                expected += weight * image[((dy + side) % side * side) + ((x + dx + side) % side)];
                weights += weight;
            }
            double found = Dark(blurred, Fill(blurred, 0, x), 30, 60);
            // The highest is three times the mean.
            Assert.Equal(expected / weights, found, 0.06 * mean);
            change = Math.Max(change, Math.Abs(image[x] - found));
        }
        Assert.True(change > mean);
    }

    [Fact]
    public void Electrons_are_lost_to_the_band_limit_alone()
    {
        double narrow = Total(50), wide = Total(150);
        Assert.InRange(narrow, 0.5, wide);
        Assert.InRange(wide, 0.985, 1 + 1e-5);

        static double Total(double bandMrad)
        {
            using ScannedMultislice rates = new(Film(bandMrad));
            return Fill(rates, 2, 1).Sum(rate => (double)rate) / 100;
        }
    }

    [Fact]
    public void Rates_do_not_depend_on_the_thread_or_the_order()
    {
        using ScannedMultislice one = new(Film(60)), two = new(Film(60));
        float[][] expected = [.. Enumerable.Range(0, 12).Select(i => Fill(one, i / 4, i % 4))];
        float[][] found = new float[12][];
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            i => found[11 - i] = Fill(two, (11 - i) / 4, (11 - i) % 4));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void What_cannot_be_is_refused_in_one_line()
    {
        AtomicCell vacuum = new(10, 10, 5, []);
        ScannedMultisliceSetup good = new("vacuum", vacuum, new Probe(Beam, 20), 60, new ScanSize(2, 2), 100);
        Refused(good with { Probe = new Probe(Beam, 3) }, "too small for the probe");
        Refused(good with { Probe = new Probe(Beam, 20, DefocusA: 500) }, "too small for the probe");
        Refused(good with { Grid = new WaveGrid(20, 20, 10, 10) }, "finer");
        Refused(good with { BandMrad = 10 }, "less than the probe");
        Refused(good with { ElectronsPerPattern = -1 }, "electrons");
        Refused(good with { Slices = 0 }, "at least 1");
        Assert.Throws<ArgumentException>(() => SimulationPresets.Find("wse2")!.Make(new() { Scale = 0 }));

        static void Refused(ScannedMultisliceSetup setup, string expected)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => new ScannedMultislice(setup));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void The_wse2_preset_has_the_published_detector_and_contrast()
    {
        // Positions that fall onto columns: W at (0, 0), Se2 at (1, 1).
        SimulatedScan scan = SimulationPresets.Find("wse2")!.Make(new() { Scan = new ScanSize(18, 12) });
        using ScannedMultislice rates = Assert.IsType<ScannedMultislice>(scan.Rates);
        Assert.Equal(new CubeShape(18, 12, 147, 169), rates.Shape);
        double w = 0, se = 0;
        for (int i = 0; i < 4; i++)
        {
            w += Dark(rates, Fill(rates, 0, 2 * i));
            se += Dark(rates, Fill(rates, 1, (2 * i) + 1));
        }
        Assert.InRange(w / se, 1.3, 1.7);
    }

    [Fact]
    public void Amorphous_carbon_keeps_its_atoms_apart_across_the_border()
    {
        AtomicCell cell = AmorphousCarbon.Make(20, 15, 10, 3);
        Assert.Equal(cell.Atoms, AmorphousCarbon.Make(20, 15, 10, 3).Atoms);
        Assert.InRange(cell.Atoms.Length / (20.0 * 15 * 10), 0.09, 0.101);
        for (int i = 0; i < cell.Atoms.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (Atom a, Atom b) = (cell.Atoms[i], cell.Atoms[j]);
                double y = Math.IEEERemainder(a.YA - b.YA, 20), x = Math.IEEERemainder(a.XA - b.XA, 15);
                Assert.True((y * y) + (x * x) + ((a.ZA - b.ZA) * (a.ZA - b.ZA)) >= 1.35 * 1.35);
            }
        }
    }

    private static ScannedMultisliceSetup Film(double bandMrad) =>
        new("C", AmorphousCarbon.Make(12, 14, 20, 5), new Probe(Beam, 20), bandMrad, new ScanSize(3, 4), 100) { Slices = 10, Snapshots = 2 };

    private static float[] Fill(ScannedMultislice rates, int y, int x)
    {
        float[] pattern = new float[rates.Shape.PatternSamples];
        rates.Fill(y, x, pattern);
        return pattern;
    }

    private static void Each(ScannedMultislice rates, Action<int, double, double> pixel)
    {
        (Axis y, Axis x) = (rates.DetectorAxes[0], rates.DetectorAxes[1]);
        for (int i = 0; i < y.Length * x.Length; i++) pixel(i, y.Offset + (y.Scale * (i / x.Length)), x.Offset + (x.Scale * (i % x.Length)));
    }

    private static double Dark(ScannedMultislice rates, float[] pattern, double fromMrad = 75, double toMrad = 130)
    {
        double sum = 0;
        Each(rates, (index, y, x) => sum += Math.Sqrt((y * y) + (x * x)) is var angle && angle >= fromMrad && angle <= toMrad ? pattern[index] : 0);
        return sum;
    }

    /// <summary>Intensity and centre of mass within 5 mrad of a place.</summary>
    private static (double Intensity, double Y, double X) Disc(ScannedMultislice rates, float[] pattern, double atY, double atX)
    {
        double sum = 0, momentY = 0, momentX = 0;
        Each(rates, (index, y, x) =>
        {
            if (((y - atY) * (y - atY)) + ((x - atX) * (x - atX)) > 25) return;
            sum += pattern[index];
            momentY += y * pattern[index];
            momentX += x * pattern[index];
        });
        return (sum, momentY / sum, momentX / sum);
    }
}
