using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>
/// The channel of the zero-loss line in each spectrum: the centre of mass, above half of the maximum, of the channels around the strongest
/// one. Saturated channels share the maximum, which the centre of mass takes in its stride.
/// </summary>
public sealed class ZeroLossPosition(DetectorMask mask, int scanRows, int scanColumns) : PositionView
{
    private readonly double[] _channels = new double[checked(scanRows * scanColumns)];
    private readonly float[] _spectra = new float[checked(scanRows * scanColumns * mask.Columns)];

    /// <summary>Channel, with fraction, at each position; NaN where a spectrum is empty.</summary>
    public ReadOnlyMemory<double> Channels => _channels;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        int position = scanY * scanColumns + scanX;
        Span<float> spectrum = _spectra.AsSpan(position * mask.Columns, mask.Columns);
        foreach (PixelRun run in mask.Runs)
            for (int x = run.Column; x < run.Column + run.Length; x++) spectrum[x] += (float)RunSums.Value(pattern[run.Row * mask.Columns + x]);
        _channels[position] = Centre(spectrum);
    }

    /// <summary>Mean of all spectra, each shifted by whole channels so that its line lies where the mean line does.</summary>
    public double[] AlignedMean()
    {
        double[] found = [.. _channels.Where(channel => !double.IsNaN(channel))], mean = new double[mask.Columns];
        if (found.Length == 0) return mean;
        double target = found.Average();
        for (int p = 0; p < _channels.Length; p++)
        {
            if (double.IsNaN(_channels[p])) continue;
            int shift = (int)Math.Round(_channels[p] - target);
            for (int x = 0; x < mean.Length; x++)
                if (x + shift >= 0 && x + shift < mean.Length) mean[x] += _spectra[p * mask.Columns + x + shift] / (double)found.Length;
        }
        return mean;
    }

    private static double Centre(ReadOnlySpan<float> spectrum)
    {
        int strongest = 0;
        for (int x = 1; x < spectrum.Length; x++)
            if (spectrum[x] > spectrum[strongest]) strongest = x;
        float half = spectrum[strongest] / 2;
        if (!(half > 0)) return double.NaN;
        int first = strongest, last = strongest;
        while (first > 0 && spectrum[first - 1] > half) first--;
        while (last < spectrum.Length - 1 && spectrum[last + 1] > half) last++;
        double sum = 0, moment = 0;
        for (int x = first; x <= last; x++)
        {
            sum += spectrum[x];
            moment += x * (double)spectrum[x];
        }
        return moment / sum;
    }
}
