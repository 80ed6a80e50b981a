using System.Globalization;
using Suffice.Cubes;
using Suffice.Sources.Simulation.Spectra;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>The instrument and the specimen of the presets with energy loss: a thin, partly oxidised aluminium film at 60 kV.</summary>
internal static class AluminiumSpectra
{
    private const int FullScan = 64;
    private const double ScanFieldNm = 64;

    // 256 x 1024: four counting chips in a row. The illumination covers the rows from 40 on and zero loss is in channel 60, where the
    // published data have their largest counts.
    public static readonly SpectrometerSetup Setup = new()
    {
        BeamKv = 60, SemiangleMrad = 3, Rows = 256, Channels = 1024, MradPerRow = 0.1, EvPerChannel = 0.2, BeamRow = 69, ZeroLossChannel = 59.7,
        SlotMrad = 30, FirstOpenRow = 4, OpenRows = 248, ZeroLoss = new(0.35, 0.1), ElasticShare = 0.05, ElasticMrad = 8,
    };

    // Plasmon energy, width, dispersion and cut-off of aluminium: Egerton, 3rd edition, table 3.2 and section 3.3.2. Onset of its
    // L2,3 edge 73 eV and of L1 118 eV: the same, appendix D.
    public static readonly SpectrumSpecimen Specimen = new("aluminium film with islands", 75,
    [
        new DrudePlasmon(0.83, 15.0, 0.53, 0.4, 8), new PowerLawBackground(0.14, 12, 3),
        new CoreEdge("Al L23 edge", 0.027, 73, 8, 3.5), new CoreEdge("Al L1 edge", 0.003, 118, 4, 3.5),
    ], new ThicknessMap(4, 12, 14, 15));

    public static SpectrumImageRates Rates(
        SimulationOptions options, SpectrometerSetup setup, SpectrumSpecimen specimen, double electronsPerPattern, double ownScale)
    {
        double scale = options.Scale ?? ownScale;
        if (!(scale > 0 && scale <= 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the scale is above 0, at most 1: {scale}"));
        int extent = Math.Max(1, (int)Math.Round(FullScan * scale));
        ScanSize scan = options.Scan ?? new(extent, extent);
        return new(setup, specimen, scan, ScanFieldNm / Math.Max(scan.Rows, scan.Columns), options.ElectronsPerPattern ?? electronsPerPattern, options.Seed);
    }
}
