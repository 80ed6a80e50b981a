using Suffice.Cubes;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>The simulated scan of the published study's later revision (arXiv 2604.06221): a layer of WSe2, few electrons a position.</summary>
internal static class Wse2Preset
{
    private const int ScanSide = 128;
    private const double CurrentA = 60e-12, DwellS = 1e-6, ElectronC = 1.602176634e-19;

    // The published 0.09 A are of the displacement's magnitude, in three dimensions.
    private const double DisplacementA = 0.09;

    public static SimulationPreset Preset { get; } = new("wse2", "WSe2 monolayer at 80 kV, 374.5 electrons per position: the published simulated scan", Make, PresetOptions.Background | PresetOptions.Probe);

    private static SimulatedScan Make(SimulationOptions options)
    {
        AtomicCell cell = LayerCells.TungstenDiselenide(latticeA: 3.28, seleniumA: 3.34, thicknessA: 10, DisplacementA / Math.Sqrt(3)).Repeat(3, 6, 1);
        ScannedMultisliceSetup setup = new(
            "WSe2 monolayer, 2H, a = 3.28 A, Se-Se 3.34 A", cell, new Probe(new ElectronBeam(80), SemiangleMrad: 30), BandMrad: 180,
            options.ResolveScan(new ScanSize(ScanSide, ScanSide), 1), options.ResolveElectrons(CurrentA * DwellS / ElectronC))
        {
            Snapshots = 16,
            Slices = 15,
            Seed = options.Seed,
        };
        return new("wse2", new ScannedMultislice(options.Probe.Apply(setup)), new DetectorModel(ElementType.UInt8), options.Seed);
    }
}
