using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class StrainTests
{
    private static readonly string[] Components = ["xx", "yy", "xy", "rotation"];

    [Fact]
    public void Strain_and_rotation_at_50_000_electrons_are_within_5e_4_of_the_truth()
    {
        SimulatedScan scan = StrainScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(12, 8) });
        using SimulatedCube cube = new(scan);
        // The lowest quarter is unstrained.
        ViewContext context = ViewScans.Context(cube) with { IsReference = position => position >= 9 * 8 };
        Dictionary<string, ViewResult> made = ViewScans.Make(cube, context, "strain");
        ImmutableArray<double> truth = scan.Rates.Truth.Single(set => set.Name == "strain").Values;
        for (int i = 0; i < 4; i++)
        {
            double squares = made[Components[i]].Values.Select((value, position) => Math.Pow(value - truth[4 * position + i], 2)).Average();
            Assert.InRange(Math.Sqrt(squares), 1e-5, 3e-4);
        }
    }

    [Fact]
    public void A_lattice_is_found_by_its_sparsest_cell()
    {
        List<BraggPeak> peaks = [];
        for (int h = -3; h <= 3; h++)
            for (int k = -3; k <= 3; k++)
                if ((h + k) % 2 == 0) peaks.Add(new BraggPeak(100.2 + 15 * h + 2 * k, 99.7 - 2 * h + 15 * k, 1000));
        DiffractionLattice found = LatticeSearch.Find(peaks, new PatternGeometry(100, 100, 4))!.Value;
        Assert.Equal(2 * (15 * 15 + 4), Math.Abs(found.Area), 1e-6);
        Assert.Equal((100.2, 99.7), (Math.Round(found.OriginRow, 6), Math.Round(found.OriginColumn, 6)));
        Assert.Null(LatticeSearch.Find([.. Enumerable.Range(0, 30).Select(i => new BraggPeak(Math.Sin(i * i) * 100, Math.Cos(7 * i * i) * 100, 100))], new PatternGeometry(0, 0, 2)));
    }

    [Fact]
    public void A_pattern_without_diffracted_discs_has_no_strain()
    {
        SimulatedScan scan = StrainScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(4, 4) });
        using SimulatedCube cube = new(scan);
        ViewContext context = ViewScans.Context(cube);
        LatticeModel model = LatticeModel.Find(context.MeanPattern.Span, context.SampledPatterns, context.AllPixels, context.Geometry!)!;
        LatticeFit fit = new(model, 1, 2);
        fit.Measure<ushort>(0, 0, new ushort[256 * 256]);
        Assert.Null(fit.Lattices[0]);
        fit.Measure<double>(0, 1, context.MeanPattern.Span);
        Assert.Equal(model.Lattice.G1Row, fit.Lattices[1]!.Value.G1Row, 1e-3);
        Assert.InRange(model.Discs.Length, 20, 80);
    }

    [Fact]
    public void Discs_are_found_where_they_are()
    {
        (double Row, double Column, double Counts)[] places = [(40.3, 41.8, 4000), (20.6, 35.1, 900), (61.2, 50.4, 500)];
        double[] pattern = new double[80 * 80];
        foreach ((double row, double column, double counts) in places)
            for (int i = 0; i < pattern.Length; i++)
                pattern[i] += counts / (Math.PI * 36) * Math.Clamp(6 - Math.Sqrt(Math.Pow(i / 80 - row, 2) + Math.Pow(i % 80 - column, 2)) + 0.5, 0, 1);
        BraggDiscs discs = new(new DiscTemplate(6), DetectorMask.Whole(80, 80), 1, 1);
        discs.Measure<double>(0, 0, pattern);
        Assert.Equal(3, discs.Peaks[0].Length);
        foreach (((double row, double column, double counts), BraggPeak peak) in places.Zip(discs.Peaks[0]))
        {
            Assert.Equal(row, peak.Row, 0.05);
            Assert.Equal(column, peak.Column, 0.05);
            Assert.InRange(peak.Intensity / counts, 0.8, 1.2);
        }
    }
}
