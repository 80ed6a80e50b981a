using Suffice.Cubes;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// Nano-beam diffraction of a thin film of amorphous carbon: speckle that changes with the probe's position, by multislice at each.
/// The scan covers one period of the film.
/// </summary>
internal static class AmorphousScan
{
    private const double SizeA = 64, ThicknessA = 120, Kilovolts = 80, SemiangleMrad = 3.5, BandMrad = 42, Electrons = 21_000;
    private const int Slices = 16;

    public static SimulationPreset Preset { get; } = new("amorphous", "speckle of an amorphous carbon film", Make, PresetOptions.Background | PresetOptions.Probe);

    private static SimulatedScan Make(SimulationOptions options)
    {
        double electrons = options.ResolveElectrons(Electrons);
        ScanSize scan = options.ResolveScan(new ScanSize(128, 128), 0.5);
        AtomicCell film = AmorphousCarbon.Make(SizeA, SizeA, ThicknessA, options.Seed);
        ScannedMultisliceSetup setup = new(
            "amorphous carbon, 2 g/cm^3", film, new Probe(new ElectronBeam(Kilovolts), SemiangleMrad), BandMrad, scan, electrons)
        {
            Slices = Slices,
            Seed = options.Seed,
            // Carbon's phase shifts are small: next to nothing folds back.
            Refinement = 1,
        };
        return new SimulatedScan("amorphous", new ScannedMultislice(options.Probe.Apply(setup)), new DetectorModel(ElementType.UInt16), options.Seed);
    }
}
