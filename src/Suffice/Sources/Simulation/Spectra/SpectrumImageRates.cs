using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation.Spectra;

/// <summary>
/// A scan of energy-loss spectra, momentum-resolved or added up. At thickness t an electron has n inelastic events with the Poisson
/// probability of t over the mean free path; the patterns of each n are computed once and mixed at each position.
/// </summary>
public sealed class SpectrumImageRates : IElectronRates
{
    // Electrons with more events are left out; at the thickest position they must be this rare.
    private const double MaxLeftOut = 1e-3;
    private const int MostEvents = 12;

    private readonly float[][] _patterns;
    private readonly double[] _relativeThickness;
    private readonly double _electrons;

    /// <summary>Computes the patterns: about a second for 256 x 1024 pixels.</summary>
    /// <exception cref="ArgumentException">The number of electrons, the specimen or the geometry is impossible.</exception>
    public SpectrumImageRates(SpectrometerSetup setup, SpectrumSpecimen specimen, ScanSize scan, double scanStepNm, double electronsPerPattern, ulong seed)
    {
        Check(setup, specimen, scan, electronsPerPattern);
        _electrons = electronsPerPattern;
        double[] thickness = specimen.Thickness.Sample(scan.Rows, scan.Columns, seed);
        _relativeThickness = [.. thickness.Select(nm => nm / specimen.MeanFreePathNm)];
        int maxEvents = EventsUpTo(_relativeThickness.Max());
        _patterns = PluralScattering.Patterns(setup, specimen.Losses, maxEvents);
        Shape = new(scan.Rows, scan.Columns, setup.SumRows ? 1 : setup.Rows, setup.Channels);
        ScanAxes = [new("scan_y", scan.Rows, scanStepNm, 0, "nm"), new("scan_x", scan.Columns, scanStepNm, 0, "nm")];
        Axis energy = new("energy_loss", setup.Channels, setup.EvPerChannel, -setup.ZeroLossChannel * setup.EvPerChannel, "eV");
        Axis momentum = new("scattering_angle", setup.Rows, setup.MradPerRow, -setup.BeamRow * setup.MradPerRow, "mrad");
        DetectorAxes = setup.SumRows ? [energy] : [momentum, energy];
        Parameters = [SpectrumText.Number("electrons per pattern", electronsPerPattern), .. setup.Parameters, .. specimen.Parameters,
            SpectrumText.Number("inelastic events computed", maxEvents)];
        ImmutableArray<int> extents = [scan.Rows, scan.Columns];
        Truth = [new("thickness", "specimen thickness by (scan_y, scan_x)", "nm", extents, [.. thickness]),
            new("relative_thickness", "thickness over the inelastic mean free path, t/lambda, by (scan_y, scan_x)", "", extents, [.. _relativeThickness])];
    }

    public CubeShape Shape { get; }

    public ImmutableArray<Axis> ScanAxes { get; }

    public ImmutableArray<Axis> DetectorAxes { get; }

    public IReadOnlyList<SimulationParameter> Parameters { get; }

    public IReadOnlyList<TruthDataset> Truth { get; }

    public void Fill(int scanY, int scanX, Span<float> electrons)
    {
        double mean = _relativeThickness[scanY * Shape.ScanX + scanX], probability = Math.Exp(-mean);
        electrons.Clear();
        for (int n = 0; n < _patterns.Length; n++, probability *= mean / n)
        {
            float weight = (float)(_electrons * probability);
            ReadOnlySpan<float> pattern = _patterns[n].AsSpan(0, electrons.Length);
            for (int i = 0; i < electrons.Length; i++) electrons[i] += weight * pattern[i];
        }
    }

    private static int EventsUpTo(double mean)
    {
        double probability = Math.Exp(-mean), left = 1 - probability;
        int n = 0;
        while (left > MaxLeftOut && n < MostEvents) left -= probability *= mean / ++n;
        return left <= MaxLeftOut ? n
            : throw new ArgumentException($"the specimen is {mean:0.#} inelastic mean free paths thick: spectra are computed up to about 5");
    }

    private static void Check(SpectrometerSetup setup, SpectrumSpecimen specimen, ScanSize scan, double electrons)
    {
        Require(scan is { Rows: > 0, Columns: > 0 } && scan.Positions <= int.MaxValue, $"a scan of {scan} positions cannot be simulated");
        Require(electrons > 0 && electrons <= 1e12, $"{electrons:0.###} electrons per pattern cannot be simulated: give more than 0, at most 1e12");
        Require(setup is { Rows: > 0, Channels: > 1, MradPerRow: > 0, EvPerChannel: > 0, BeamKv: > 0, SemiangleMrad: > 0, SlotMrad: > 0 },
            "detector, steps, voltage, semiangle and slot must be above 0");
        Require(setup.BeamRow >= 0 && setup.BeamRow < setup.Rows, $"the beam at row {setup.BeamRow} misses the detector's {setup.Rows} rows");
        Require(setup.FirstOpenRow >= 0 && setup.OpenRows > 0 && setup.FirstOpenRow + setup.OpenRows <= setup.Rows, "the aperture is outside the detector");
        Require(setup.ZeroLoss is { WidthEv: > 0, LorentzianShare: >= 0 and <= 1 }, "the zero-loss line needs a width above 0 and a share from 0 to 1");
        Require(setup is { ElasticShare: >= 0 and <= 1, ElasticMrad: > 0 }, "the elastic share is from 0 to 1, its angle above 0");
        Require(Math.Abs(specimen.Losses.Sum(loss => loss.Share) - 1) < 1e-9, "the shares of the energy losses do not add up to 1");
        Require(specimen.MeanFreePathNm > 0 && specimen.Thickness is { ThinNm: >= 0, ThickNm: >= 0, Islands: >= 0, IslandNm: >= 0 },
            "the mean free path must be above 0 and no thickness below");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new ArgumentException(message);
    }
}
