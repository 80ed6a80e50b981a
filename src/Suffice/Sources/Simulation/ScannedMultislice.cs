using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Sources.Simulation.Fourier;
using Suffice.Sources.Simulation.Kernels;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation;

/// <summary>
/// A focused probe at every position of a scan over a periodic cell: multislice through snapshots of the vibrating atoms, whose
/// intensities are averaged. A detector pixel is one spatial frequency of the cell. The points of a finite source and the
/// snapshots are met by turns.
/// </summary>
public sealed class ScannedMultislice : IElectronRates, IDisposable
{
    private readonly ScannedMultisliceSetup _setup;
    private readonly WaveGrid _grid;
    private readonly Multislice _multislice;
    private readonly TransmissionStack[] _snapshots;
    private readonly SourcePoint[] _source;
    private readonly int _runs;
    private readonly SlotPool<Scratch> _scratch;

    // Half the width in columns of the band's disc, for each detector row.
    private readonly int[] _reach;

    /// <exception cref="ArgumentException">The probe does not fit into the cell, or the grid does not reach the detector's angle.</exception>
    public ScannedMultislice(ScannedMultisliceSetup setup)
    {
        _setup = setup;
        AtomicCell cell = setup.Cell;
        ElectronBeam beam = setup.Probe.Beam;
        double band = beam.FrequencyPerA(setup.BandMrad);
        if (!(setup.BandMrad >= setup.Probe.SemiangleMrad))
            throw new ArgumentException(FormattableString.Invariant(
                $"the detector reaches {setup.BandMrad} mrad, less than the probe's {setup.Probe.SemiangleMrad} mrad"));
        if (!(setup.ElectronsPerPattern > 0 && double.IsFinite(setup.ElectronsPerPattern)))
            throw new ArgumentException(FormattableString.Invariant($"{setup.ElectronsPerPattern} electrons at each position are impossible"));
        if (setup.Slices < 1 || setup.Snapshots < 1 || setup.Scan.Rows < 1 || setup.Scan.Columns < 1)
            throw new ArgumentException("slices, snapshots and scan positions must be at least 1");
        _grid = setup.Grid ?? WaveGrid.ForBand(cell.HeightA, cell.WidthA, band);
        _grid.Check(band, beam);
        setup.Probe.Check(_grid, cell.ThicknessA);
        (int halfRows, int halfColumns) = ((int)Math.Floor(band * cell.HeightA), (int)Math.Floor(band * cell.WidthA));
        Shape = new CubeShape(setup.Scan.Rows, setup.Scan.Columns, (2 * halfRows) + 1, (2 * halfColumns) + 1);
        (double heightA, double widthA) = setup.Field ?? (cell.HeightA, cell.WidthA);
        ScanAxes = [new("scan_y", setup.Scan.Rows, heightA / setup.Scan.Rows, 0, "A"), new("scan_x", setup.Scan.Columns, widthA / setup.Scan.Columns, 0, "A")];
        DetectorAxes = [DetectorAxis("detector_y", halfRows, beam.AngleMrad(1 / cell.HeightA)), DetectorAxis("detector_x", halfColumns, beam.AngleMrad(1 / cell.WidthA))];
        _reach = [.. Enumerable.Range(-halfRows, Shape.DetectorY).Select(row => Reach(band, row / cell.HeightA, cell.WidthA))];
        _multislice = new Multislice(_grid, beam, band);
        _snapshots = MakeSnapshots(setup, _grid, band);
        _source = SourcePoints.Make(setup.Probe.SourceFwhmA);
        _runs = _source.Length * ((setup.Snapshots + _source.Length - 1) / _source.Length);
        _scratch = new(() => new Scratch(_grid));
    }

    public CubeShape Shape { get; }

    public ImmutableArray<Axis> ScanAxes { get; }

    public ImmutableArray<Axis> DetectorAxes { get; }

    public IReadOnlyList<SimulationParameter> Parameters => Describe();

    public IReadOnlyList<TruthDataset> Truth =>
    [
        new("atoms", "resting places: atomic number, y, x, z; y and x along the scan's rows and columns, z along the beam; A", "",
            [_setup.Cell.Atoms.Length, 4], [.. _setup.Cell.Atoms.SelectMany(atom => (double[])[atom.Number, atom.YA, atom.XA, atom.ZA])]),
    ];

    public void Fill(int scanY, int scanX, Span<float> electrons)
    {
        if (electrons.Length != Shape.PatternSamples) throw new ArgumentException("the span does not have the pattern's size", nameof(electrons));
        electrons.Clear();
        using SlotPool<Scratch>.Lease lease = _scratch.Take();
        (ComplexImage probe, ComplexImage wave) = (lease.Value.Probe, lease.Value.Wave);
        for (int i = 0; i < _runs; i++)
        {
            if (i == 0 || _source.Length > 1) FillProbe(scanY, scanX, _source[i % _source.Length], probe);
            probe.Values.CopyTo(wave.Values);
            _multislice.Run(_snapshots[i % _snapshots.Length], wave);
            AddIntensities(wave, electrons);
        }
        double scale = _setup.ElectronsPerPattern / _runs / ((double)_grid.Samples * _grid.Samples);
        foreach (ref float rate in electrons) rate = (float)(rate * scale);
    }

    public void Dispose()
    {
        foreach (TransmissionStack snapshot in _snapshots) snapshot.Dispose();
        _multislice.Dispose();
        _scratch.Dispose();
    }

    private void FillProbe(int scanY, int scanX, in SourcePoint point, ComplexImage probe)
    {
        _setup.Probe.Fill(_grid, (scanY * ScanAxes[0].Scale) + point.YA, (scanX * ScanAxes[1].Scale) + point.XA, probe);
        FourierTransform.For(_grid.Rows, _grid.Columns).Inverse(probe);
        if (point.Weight == 1) return;
        float amplitude = (float)Math.Sqrt(point.Weight);
        foreach (ref Complex32 value in probe.Values) value = new(value.Real * amplitude, value.Imaginary * amplitude);
    }

    private static TransmissionStack[] MakeSnapshots(ScannedMultisliceSetup setup, WaveGrid grid, double band)
    {
        TransmissionBuilder builder = new(grid, setup.Probe.Beam, band, setup.Cell.ThicknessA / setup.Slices, setup.Refinement);
        return [.. Enumerable.Range(0, setup.Snapshots).Select(snapshot => builder.Still(FrozenPhonons.Displace(setup.Cell, setup.Seed, snapshot)))];
    }

    private static Axis DetectorAxis(string name, int half, double stepMrad) => new(name, (2 * half) + 1, stepMrad, -half * stepMrad, "mrad");

    private static int Reach(double band, double frequency, double extentA) =>
        (int)Math.Floor(Math.Sqrt(Math.Max(0, (band * band) - (frequency * frequency))) * extentA);

    /// <summary>Adds the intensities within the band limit, with frequency 0 moved to the middle.</summary>
    private void AddIntensities(ComplexImage wave, Span<float> sums)
    {
        (int middleRow, int middleColumn) = (Shape.DetectorY / 2, Shape.DetectorX / 2);
        for (int row = 0; row < _reach.Length; row++)
        {
            int frequency = row - middleRow, reach = _reach[row];
            Span<float> line = sums.Slice((row * Shape.DetectorX) + middleColumn - reach, (2 * reach) + 1);
            ReadOnlySpan<Complex32> from = wave.Row(frequency < 0 ? frequency + wave.Rows : frequency);
            ComplexKernels.AddIntensities(line[..reach], from[^reach..]);
            ComplexKernels.AddIntensities(line[reach..], from[..(reach + 1)]);
        }
    }

    private SimulationParameter[] Describe()
    {
        Probe probe = _setup.Probe;
        AtomicCell cell = _setup.Cell;
        string elements = string.Join(' ', cell.Atoms.CountBy(atom => atom.Number).OrderBy(pair => pair.Key)
            .Select(pair => $"{ScatteringFactors.Symbol(pair.Key)}{pair.Value}"));
        return
        [
            new("specimen", _setup.Specimen),
            new("atoms in the cell", elements),
            new("cell, y x z", FormattableString.Invariant($"{cell.HeightA:f4} {cell.WidthA:f4} {cell.ThicknessA:f4}"), "A"),
            new("thermal displacement, rms along one axis", Range(cell.Atoms.Select(atom => atom.VibrationA)), "A"),
            new("snapshots of the vibrating atoms", Text(_setup.Snapshots)),
            new("slices", Text(_setup.Slices)),
            new("scattering factors", "Lobato and Van Dyck 2014"),
            new("accelerating voltage", Text(probe.Beam.Kilovolts), "kV"),
            new("wavelength", probe.Beam.WavelengthA.ToString("f6", CultureInfo.InvariantCulture), "A"),
            new("convergence semiangle", Text(probe.SemiangleMrad), "mrad"),
            new("defocus", Text(probe.DefocusA), "A"),
            new("third-order spherical aberration", Text(probe.SphericalMm), "mm"),
            new("source size, full width at half maximum", Text(probe.SourceFwhmA), "A"),
            new("band limit", Text(_setup.BandMrad), "mrad"),
            new("samples of the wave", $"{_grid.Rows}x{_grid.Columns}"),
            new("scan", _setup.Scan.ToString()),
            new("electrons per pattern", _setup.ElectronsPerPattern.ToString("g6", CultureInfo.InvariantCulture)),
        ];
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Range(IEnumerable<double> values)
    {
        string[] texts = [.. values.Distinct().Order().Select(value => value.ToString("f4", CultureInfo.InvariantCulture))];
        return texts.Length switch { 0 => "0", 1 => texts[0], _ => $"{texts[0]} to {texts[^1]}" };
    }

    private sealed class Scratch(WaveGrid grid) : IDisposable
    {
        public ComplexImage Probe { get; } = new(grid.Rows, grid.Columns);

        public ComplexImage Wave { get; } = new(grid.Rows, grid.Columns);

        public void Dispose()
        {
            Probe.Dispose();
            Wave.Dispose();
        }
    }
}
