namespace Suffice.Views;

/// <summary>The sum of each spectrum over a window that is counted from its own zero-loss line (<see cref="ZeroLossPosition"/>); NaN where a spectrum is empty.</summary>
/// <param name="from">First channel from the line, with fraction.</param>
/// <param name="to">Last one, not included.</param>
public sealed class AlignedWindow(DetectorMask mask, double from, double to, int scanRows, int scanColumns) : PositionView
{
    private readonly double[] _values = new double[checked(scanRows * scanColumns)];

    /// <summary>Row-major over the scan.</summary>
    public ReadOnlyMemory<double> Values => _values;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        double[] spectrum = ZeroLossPosition.Spectrum(mask, pattern);
        double line = ZeroLossPosition.Centre(spectrum), sum = double.IsNaN(line) ? double.NaN : 0;
        if (!double.IsNaN(line))
            for (int x = (int)Math.Max(0, Math.Ceiling(line + from)); x < spectrum.Length && x < line + to; x++) sum += spectrum[x];
        _values[scanY * scanColumns + scanX] = sum;
    }
}
