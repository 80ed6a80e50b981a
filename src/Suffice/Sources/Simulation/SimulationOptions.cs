using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>What a user may change of a preset.</summary>
/// <param name="Seed">Everything random follows from it.</param>
public sealed record SimulationOptions(ulong Seed = 1)
{
    /// <summary>The largest expected number of electrons at one probe position: the rates are single precision.</summary>
    private const double MaxElectrons = 1e9;

    /// <summary>Expected electrons that hit the specimen at each probe position; null for the preset's own.</summary>
    public double? ElectronsPerPattern { get; init; }

    /// <summary>Rows and columns of the scan; null for the preset's own at its scale.</summary>
    public ScanSize? Scan { get; init; }

    /// <summary>Size of the scan relative to the full one, above 0 up to 1, per axis; null for the preset's own.</summary>
    public double? Scale { get; init; }

    /// <summary>Changes of the detector.</summary>
    public DetectorOptions Detector { get; init; } = new();

    /// <summary>Changes of the optics, for presets by multislice.</summary>
    public ProbeOptions Probe { get; init; } = new();

    /// <summary>Changes of the specimen, for presets of a crystal along a zone axis.</summary>
    public CrystalOptions Crystal { get; init; } = new();

    /// <summary>A smooth background, for presets of diffraction patterns.</summary>
    public BackgroundOptions Background { get; init; } = new();

    /// <summary>The dose to simulate, given the preset's own.</summary>
    /// <exception cref="ArgumentException">The dose asked for is no positive number, or too large.</exception>
    public double ResolveElectrons(double own)
    {
        double electrons = ElectronsPerPattern ?? own;
        if (electrons is > 0 and <= MaxElectrons) return electrons;
        throw new ArgumentException(Text($"a dose of {electrons} electrons per pattern cannot be simulated: give a number above 0, up to {MaxElectrons:0}"));
    }

    /// <summary>The scan to simulate, given the full one and the preset's own scale. A scan asked for is taken as it is.</summary>
    /// <exception cref="ArgumentException">The scale is not above 0 and at most 1, or the scan has no positions.</exception>
    public ScanSize ResolveScan(ScanSize full, double ownScale)
    {
        double scale = Scale ?? ownScale;
        if (scale is not (> 0 and <= 1)) throw new ArgumentException(Text($"a scale of {scale} cannot be simulated: give a number above 0, up to 1"));
        ScanSize scan = Scan ?? new(Math.Max(1, (int)Math.Round(full.Rows * scale)), Math.Max(1, (int)Math.Round(full.Columns * scale)));
        if (scan is { Rows: > 0, Columns: > 0 }) return scan;
        throw new ArgumentException(Text($"a scan of {scan} has no probe positions: give rows and columns, such as 64x64"));
    }

    private static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
