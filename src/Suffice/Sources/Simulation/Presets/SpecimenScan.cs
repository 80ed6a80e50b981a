using System.Collections.Immutable;
using System.Globalization;
using Suffice.Cubes;
using Suffice.Sources.Simulation.Diffraction;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>What the scans over a specimen with a flat detector have in common.</summary>
public abstract class SpecimenScan : IElectronRates
{
    private protected SpecimenScan(ScanFrame scan, DetectorFrame detector, double electronsPerPattern) =>
        (Scan, Detector, ElectronsPerPattern) = (scan, detector, electronsPerPattern);

    public CubeShape Shape => new(Scan.Size.Rows, Scan.Size.Columns, Detector.Rows, Detector.Columns);

    public ImmutableArray<Axis> ScanAxes => Scan.Axes;

    public ImmutableArray<Axis> DetectorAxes => Detector.Axes;

    public IReadOnlyList<SimulationParameter> Parameters { get; private set; } = [];

    public IReadOnlyList<TruthDataset> Truth { get; private protected init; } = [];

    /// <summary>The probe positions.</summary>
    internal ScanFrame Scan { get; }

    /// <summary>The detector.</summary>
    internal DetectorFrame Detector { get; }

    /// <summary>Electrons that hit the specimen at each position.</summary>
    internal double ElectronsPerPattern { get; }

    public abstract void Fill(int scanY, int scanX, Span<float> electrons);

    private protected static SimulationParameter Parameter(string name, double value, string unit = "") =>
        new(name, value.ToString("0.######", CultureInfo.InvariantCulture), unit);

    // The specimen's own numbers; those of the detector are drawn apart from them.
    private protected static Random RandomFrom(ulong seed) => new(unchecked((int)(seed ^ (seed >> 32))));

    /// <summary>Sets the description: a scan's own lines, then those that all have.</summary>
    private protected void SetParameters(IEnumerable<SimulationParameter> own) => Parameters =
    [
        .. own,
        Parameter("electrons per pattern", ElectronsPerPattern),
        new("scan", Scan.Size.ToString(), "positions"),
        Parameter("field of view height", Scan.HeightNm, "nm"),
        Parameter("field of view width", Scan.WidthNm, "nm"),
        new("detector", $"{Detector.Rows}x{Detector.Columns}", "pixels"),
        Parameter("detector sampling", Detector.MradPerPixel, "mrad"),
    ];
}
