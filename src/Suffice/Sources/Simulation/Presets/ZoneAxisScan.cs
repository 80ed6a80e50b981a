using Suffice.Cubes;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// A focused probe at atomic resolution over one period of a crystal along a zone axis, of a thickness, by multislice with vibrating
/// atoms. The cell is repeated until the spreading probe fits; the scan covers one period, as all are alike.
/// </summary>
internal static class ZoneAxisScan
{
    private const double Kilovolts = 200, SemiangleMrad = 20, BandMrad = 90, Electrons = 10_000, ThicknessA = 100, LargestThicknessA = 1000;
    private const double StepA = 0.16, LeastSideA = 14;
    private const int Snapshots = 8;

    /// <summary>The rows of the table of presets.</summary>
    public static IReadOnlyList<SimulationPreset> Presets { get; } =
        [Row("srtio3", CubicCrystal.StrontiumTitanate), Row("silicon", CubicCrystal.Silicon)];

    private static SimulationPreset Row(string name, CubicCrystal crystal) => new(
        name, $"{crystal.Name} along a zone axis, atomic resolution, of a thickness", options => Make(name, crystal, options),
        PresetOptions.Background | PresetOptions.Probe | PresetOptions.Crystal);

    private static SimulatedScan Make(string name, CubicCrystal crystal, SimulationOptions options)
    {
        string zone = options.Crystal.Zone ?? "001";
        AtomicCell unit = crystal.Along(zone);
        double thicknessA = options.Crystal.ThicknessNm * 10 ?? ThicknessA;
        if (!(thicknessA is > 0 and <= LargestThicknessA))
            throw new ArgumentException(FormattableString.Invariant($"a thickness of {thicknessA / 10} nm cannot be simulated: give a number above 0, up to {LargestThicknessA / 10}"));
        int layers = Math.Max(1, (int)Math.Round(thicknessA / unit.ThicknessA));
        Probe probe = options.Probe.Apply(new Probe(new ElectronBeam(Kilovolts), SemiangleMrad));
        double sideA = Math.Max(LeastSideA, probe.ExtentA(layers * unit.ThicknessA));
        AtomicCell cell = unit.Repeat((int)Math.Ceiling(sideA / unit.HeightA), (int)Math.Ceiling(sideA / unit.WidthA), layers);
        ScanSize full = new((int)Math.Ceiling(unit.HeightA / StepA), (int)Math.Ceiling(unit.WidthA / StepA));
        ScannedMultisliceSetup setup = new(
            $"{crystal.Name} along [{zone}]", cell, probe, BandMrad, options.ResolveScan(full, 1), options.ResolveElectrons(Electrons))
        {
            Field = (unit.HeightA, unit.WidthA),
            Snapshots = Snapshots,
            Slices = layers * (int)Math.Round(unit.ThicknessA / unit.PlaneSpacingA),
            Seed = options.Seed,
        };
        return new SimulatedScan(name, new ScannedMultislice(options.Probe.Apply(setup)), new DetectorModel(ElementType.UInt16), options.Seed);
    }
}
