using Suffice.Cubes;
using Suffice.Sources.Simulation.Spectra;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// The instrument and the specimen of the presets with energy loss: an aluminium film with islands at 60 kV. The specimen and the settings
/// of the published data are not known to be these: dispersion, line widths, shares of the losses, thickness and electrons were settled
/// by trial against the published sparsity, value counts and compression ratios, so agreement with those is a fit and no prediction.
/// </summary>
internal static class AluminiumSpectra
{
    private const int FullScan = 64;
    private const double ScanFieldNm = 64, ElectronsPerPattern = 500_000;

    // 256 x 1024 pixels: four counting chips in a row. Where zero loss is, and the rows of the illumination, follow from where the
    // published data have their first saturated count: row 40, channel 60, and channel 58 (here 59) when the rows are added up.
    public static readonly SpectrometerSetup Setup = new()
    {
        BeamKv = 60,
        SemiangleMrad = 2.2,
        Rows = 256,
        Channels = 1024,
        MradPerRow = 0.1,
        EvPerChannel = 0.5,
        BeamRow = 53,
        ZeroLossChannel = 59.7,
        SlotMrad = 30,
        FirstOpenRow = 4,
        OpenRows = 248,
        ZeroLoss = new(0.6, 0.1),
        ElasticShare = 0.05,
        ElasticMrad = 8,
    };

    // Plasmon energy, dispersion coefficient and cut-off of aluminium, onset of its edges: as in Egerton, 3rd edition, section 3.3 and
    // appendix D. The plasmon is twice as wide as in a large crystal (0.53 eV), as grains and surfaces of a thin film damp it. Shares,
    // background, thickness and electrons are chosen for the published sparsity: half of the channels count nothing as so few electrons
    // lose more than about 200 eV, not as anything would hide them.
    public static readonly SpectrumSpecimen Specimen = new("aluminium film with islands", 75,
    [
        new DrudePlasmon(0.9456, 15.0, 1.2, 0.4, 8), new PowerLawBackground(0.05, 12, 4),
        new CoreEdge("Al L23 edge", 0.004, 73, 8, 3.5), new CoreEdge("Al L1 edge", 0.0004, 118, 4, 3.5),
    ], new ThicknessMap(25, 55, 14, 20));

    public static SpectrumImageRates Rates(SimulationOptions options, SpectrometerSetup setup, double ownScale)
    {
        ScanSize scan = options.ResolveScan(new(FullScan, FullScan), ownScale);
        return new(setup, Specimen, scan, ScanFieldNm / Math.Max(scan.Rows, scan.Columns), options.ResolveElectrons(ElectronsPerPattern), options.Seed);
    }
}
