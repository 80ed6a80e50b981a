using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>
/// The channel of the zero-loss line in each spectrum: the centre of mass, above half of the maximum, of the channels around the strongest
/// one. Saturated channels share the maximum, which the centre of mass takes in its stride. And the mean of all spectra, each shifted by
/// whole channels so that its line lies at the same place.
/// </summary>
public sealed class ZeroLossPosition(DetectorMask mask, int scanRows, int scanColumns) : PositionView
{
    private readonly double[] _channels = new double[checked(scanRows * scanColumns)];
    private readonly double[] _aligned = new double[mask.Columns];
    private readonly Lock _gate = new();
    private int _anchor = -1;

    /// <summary>Channel, with fraction, at each position; NaN where a spectrum is empty.</summary>
    public ReadOnlyMemory<double> Channels => _channels;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        double[] spectrum = Spectrum(mask, pattern);
        double centre = _channels[scanY * scanColumns + scanX] = Centre(spectrum);
        if (double.IsNaN(centre)) return;
        lock (_gate)
        {
            if (_anchor < 0) _anchor = (int)Math.Round(centre);
            int shift = (int)Math.Round(centre) - _anchor;
            for (int x = Math.Max(0, -shift); x < Math.Min(spectrum.Length, spectrum.Length - shift); x++) _aligned[x] += spectrum[x + shift];
        }
    }

    /// <summary>The mean of the aligned spectra, and the channel of it at which the zero-loss line lies; NaN where all spectra are empty.</summary>
    public (double[] Spectrum, double Line) AlignedMean()
    {
        double[] found = [.. _channels.Where(channel => !double.IsNaN(channel))];
        if (found.Length == 0) return (_aligned, double.NaN);
        double fraction = found.Average(channel => channel - Math.Round(channel));
        return ([.. _aligned.Select(sum => sum / found.Length)], _anchor + fraction);
    }

    /// <summary>The sum of a pattern over all but its last axis.</summary>
    internal static double[] Spectrum<T>(DetectorMask mask, ReadOnlySpan<T> pattern) where T : unmanaged
    {
        double[] spectrum = new double[mask.Columns];
        foreach (PixelRun run in mask.Runs)
            for (int x = run.Column; x < run.Column + run.Length; x++) spectrum[x] += RunSums.Value(pattern[run.Row * mask.Columns + x]);
        return spectrum;
    }

    /// <summary>The zero-loss line's channel in a spectrum; NaN where it is empty.</summary>
    internal static double Centre(ReadOnlySpan<double> spectrum)
    {
        int strongest = 0;
        for (int x = 1; x < spectrum.Length; x++)
            if (spectrum[x] > spectrum[strongest]) strongest = x;
        double half = spectrum[strongest] / 2;
        if (!(half > 0)) return double.NaN;
        int first = strongest, last = strongest;
        while (first > 0 && spectrum[first - 1] > half) first--;
        while (last < spectrum.Length - 1 && spectrum[last + 1] > half) last++;
        double sum = 0, moment = 0;
        for (int x = first; x <= last; x++)
        {
            sum += spectrum[x];
            moment += x * spectrum[x];
        }
        return moment / sum;
    }
}
