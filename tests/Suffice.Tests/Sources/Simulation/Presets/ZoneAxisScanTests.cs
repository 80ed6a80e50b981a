using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Sources.Simulation.Specimens;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Presets;

public sealed class ZoneAxisScanTests
{
    [Fact]
    public void The_scan_covers_one_period_and_the_truth_holds_every_atom_of_the_thickness()
    {
        using ScannedMultislice rates = Make("srtio3", new() { Crystal = new() { Zone = "110", ThicknessNm = 5 } });
        AtomicCell unit = CubicCrystal.StrontiumTitanate.Along("110");
        Assert.Equal((25, 35), (rates.Shape.ScanY, rates.Shape.ScanX));
        Assert.Equal(unit.HeightA, rates.ScanAxes[0].Scale * 25, 1e-9);
        Assert.Equal(unit.WidthA, rates.ScanAxes[1].Scale * 35, 1e-9);
        TruthDataset atoms = rates.Truth.Single(truth => truth.Name == "atoms");
        Assert.Equal(9 * 4 * 3 * unit.Atoms.Length, atoms.Extents[0]);
        double deepest = Enumerable.Range(0, atoms.Extents[0]).Max(atom => atoms.Values[(4 * atom) + 3]);
        Assert.InRange(deepest, 47, 50);
    }

    [Fact]
    public void Heavy_columns_scatter_further_and_more_so_in_a_thicker_crystal()
    {
        double[] thin = Dark(2), thick = Dark(6);
        // Sr is at the corner, Ti and O in the middle, O alone on the edge.
        Assert.True(thin[0] > 1.2 * thin[1] && thin[1] > 1.5 * thin[2], string.Join(' ', thin));
        Assert.InRange(thick[0] / thin[0], 1.5, 3.5);

        static double[] Dark(double thicknessNm)
        {
            using ScannedMultislice rates = Make("srtio3", new() { Scan = new ScanSize(2, 2), Crystal = new() { ThicknessNm = thicknessNm } });
            (int Y, int X)[] places = [(0, 0), (1, 1), (1, 0)];
            return [.. places.Select(at => Sum(rates, at.Y, at.X, 60))];
        }
    }

    private static ScannedMultislice Make(string preset, SimulationOptions options) =>
        Assert.IsType<ScannedMultislice>(SimulationPresets.Find(preset)!.Make(options).Rates);

    private static double Sum(ScannedMultislice rates, int scanY, int scanX, double fromMrad)
    {
        float[] pattern = new float[rates.Shape.PatternSamples];
        rates.Fill(scanY, scanX, pattern);
        (Axis rows, Axis columns) = (rates.DetectorAxes[0], rates.DetectorAxes[1]);
        double sum = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            double y = rows.Offset + (rows.Scale * (i / columns.Length)), x = columns.Offset + (columns.Scale * (i % columns.Length));
            if ((y * y) + (x * x) >= fromMrad * fromMrad) sum += pattern[i];
        }
        return sum;
    }
}
