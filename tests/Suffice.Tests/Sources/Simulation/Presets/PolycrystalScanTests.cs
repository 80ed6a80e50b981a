using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Diffraction;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Presets;
using Suffice.Sources.Simulation.Specimens;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Presets;

public sealed class PolycrystalScanTests
{
    private const double SemiangleMrad = 2;
    private const int Side = 24;

    private static readonly IElectronRates Rates = PolycrystalScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(Side, Side) }).Rates;

    [Fact]
    public void Vacuum_is_where_the_truth_says_and_holds_the_direct_disc_alone()
    {
        ImmutableArray<double> grains = Truth("grains"), thickness = Truth("thickness");
        int vacuum = 0;
        for (int i = 0; i < Side * Side; i++)
        {
            Assert.Equal(grains[i] < 0, thickness[i] == 0);
            float[] pattern = Pattern(i);
            double outside = Sum(pattern, angle => angle > SemiangleMrad + 2);
            if (grains[i] < 0)
            {
                vacuum++;
                Assert.Equal(0, outside);
                Assert.Equal(128_000, pattern.Sum(value => (double)value), 20.0);
            }
            else
            {
                Assert.True(outside > 0.05 * 128_000);
            }
        }
        Assert.InRange(vacuum, 20, Side * Side / 3);
        Assert.True(grains.Distinct().Count() > 8);
    }

    [Fact]
    public void Discs_of_a_grain_lie_where_its_orientation_sends_them()
    {
        ImmutableArray<double> grains = Truth("grains"), thickness = Truth("thickness");
        TruthDataset orientations = Rates.Truth.Single(set => set.Name == "orientations");
        for (int i = Side + 1; i < Side * (Side - 1) - 1; i += 5)
        {
            int[] around = [i - Side - 1, i - Side, i - Side + 1, i - 1, i, i + 1, i + Side - 1, i + Side, i + Side + 1];
            if (i % Side is 0 or Side - 1 || thickness[i] == 0 || around.Any(j => grains[j] != grains[i])) continue;
            double[] grain = [.. orientations.Values.Skip(6 * (int)grains[i]).Take(6)];
            (double X, double Y)[] expected = [.. Reflections(grain)];
            float[] pattern = Pattern(i);
            foreach ((double x, double y, float value) in Pixels(pattern))
            {
                // The halo has at most some 45 electrons a pixel.
                if (value < 60) continue;
                double nearest = expected.Min(at => Math.Sqrt(((at.X - x) * (at.X - x)) + ((at.Y - y) * (at.Y - y))));
                Assert.True(nearest < SemiangleMrad + 0.5, $"{value} electrons at {x:f1}, {y:f1} mrad, {nearest:f1} mrad from any reflection");
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Reflections(double[] grain)
    {
        CrystalOrientation orientation = CrystalOrientation.Zone([(int)grain[0], (int)grain[1], (int)grain[2]], [1, -1, 0], grain[3]);
        ManyBeams beams = new(CubicCrystal.Gold, orientation, new ElectronBeam(300), 50, 0.07);
        return beams.Beams.Select(beams.AngleMrad);
    }

    private static ImmutableArray<double> Truth(string name) => Rates.Truth.Single(set => set.Name == name).Values;

    private static float[] Pattern(int position)
    {
        float[] pattern = new float[Rates.Shape.PatternSamples];
        Rates.Fill(position / Side, position % Side, pattern);
        return pattern;
    }

    private static double Sum(float[] pattern, Func<double, bool> atAngle) =>
        Pixels(pattern).Where(pixel => atAngle(Math.Sqrt((pixel.X * pixel.X) + (pixel.Y * pixel.Y)))).Sum(pixel => (double)pixel.Value);

    private static IEnumerable<(double X, double Y, float Value)> Pixels(float[] pattern)
    {
        (Axis rows, Axis columns) = (Rates.DetectorAxes[0], Rates.DetectorAxes[1]);
        for (int i = 0; i < pattern.Length; i++)
            yield return (columns.Offset + (columns.Scale * (i % columns.Length)), rows.Offset + (rows.Scale * (i / columns.Length)), pattern[i]);
    }
}
