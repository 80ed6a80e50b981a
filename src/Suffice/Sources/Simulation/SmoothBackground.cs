using System.Collections.Immutable;
using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>
/// Patterns of which a share of the electrons is scattered inelastically, into a Lorentzian 1 / (1 + (angle / half width)^2) about
/// the undiffracted beam: the same everywhere but for the number of electrons. All of them stay on the detector.
/// </summary>
internal sealed class SmoothBackground : IElectronRates, IDisposable
{
    private readonly IElectronRates _rates;
    private readonly double _share, _halfWidthMrad;
    private readonly float[] _background;

    /// <exception cref="ArgumentException">A share or width that cannot be, or a detector whose axes are no angles.</exception>
    public SmoothBackground(IElectronRates rates, double share, double halfWidthMrad)
    {
        if (!(share is >= 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"a background of {share} is impossible: give a share from 0 to 1"));
        if (!(halfWidthMrad > 0 && double.IsFinite(halfWidthMrad)))
            throw new ArgumentException(FormattableString.Invariant($"a background {halfWidthMrad} mrad wide is impossible: give an angle above 0"));
        (_rates, _share, _halfWidthMrad) = (rates, share, halfWidthMrad);
        _background = Map(rates.DetectorAxes[0], rates.DetectorAxes[1], halfWidthMrad);
    }

    public CubeShape Shape => _rates.Shape;

    public ImmutableArray<Axis> ScanAxes => _rates.ScanAxes;

    public ImmutableArray<Axis> DetectorAxes => _rates.DetectorAxes;

    public IReadOnlyList<SimulationParameter> Parameters =>
    [
        .. _rates.Parameters,
        new("share of electrons in the smooth background", _share.ToString("R", CultureInfo.InvariantCulture)),
        new("half width of the smooth background", _halfWidthMrad.ToString("R", CultureInfo.InvariantCulture), "mrad"),
    ];

    public IReadOnlyList<TruthDataset> Truth => _rates.Truth;

    public void Fill(int scanY, int scanX, Span<float> electrons)
    {
        _rates.Fill(scanY, scanX, electrons);
        double sum = 0;
        foreach (float rate in electrons) sum += rate;
        float kept = (float)(1 - _share), scattered = (float)(_share * sum);
        for (int i = 0; i < electrons.Length; i++) electrons[i] = (kept * electrons[i]) + (scattered * _background[i]);
    }

    public void Dispose() => (_rates as IDisposable)?.Dispose();

    private static float[] Map(Axis rows, Axis columns, double halfWidthMrad)
    {
        float[] map = new float[rows.Length * columns.Length];
        double sum = 0;
        for (int i = 0; i < map.Length; i++)
        {
            double y = (rows.Offset + (rows.Scale * (i / columns.Length))) / halfWidthMrad, x = (columns.Offset + (columns.Scale * (i % columns.Length))) / halfWidthMrad;
            sum += map[i] = (float)(1 / (1 + (y * y) + (x * x)));
        }
        for (int i = 0; i < map.Length; i++) map[i] = (float)(map[i] / sum);
        return map;
    }
}
