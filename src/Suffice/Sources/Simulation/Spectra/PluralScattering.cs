namespace Suffice.Sources.Simulation.Spectra;

/// <summary>
/// Patterns of the electrons that had exactly n inelastic events: the n-fold convolution of one event's shares, in loss and momentum,
/// with the zero-loss line and the illumination. A specimen's pattern is their Poisson-weighted sum (Egerton, 3rd edition, section 3.4).
/// Momentum is convolved by cosine transforms, as every distribution is even in it; loss directly, as it has just one side.
/// </summary>
internal static class PluralScattering
{
    /// <summary>One pattern for each n from 0 to <paramref name="maxEvents"/>, row-major, in electrons per electron with n events.</summary>
    public static float[][] Patterns(SpectrometerSetup setup, IReadOnlyList<IEnergyLoss> losses, int maxEvents)
    {
        // Twice the rows: what one event scatters beyond one end does not come in again at the other.
        int period = 2 * setup.Rows, frequencies = setup.Rows + 1;
        double[] cosines = [.. Enumerable.Range(0, period).Select(i => Math.Cos(2 * Math.PI * i / period))];
        double[][] single = SingleScattering.Shares(setup, losses);
        double[] disc = AngularProfiles.Disc(setup), elastic = AngularProfiles.Elastic(setup);
        double[] zeroLoss = setup.ZeroLoss.Channels(setup.Channels, -setup.ZeroLossChannel * setup.EvPerChannel, setup.EvPerChannel);
        double[][][] spectra = new double[frequencies][][];
        Parallel.For(0, frequencies, k =>
        {
            double[] event1 = [.. single.Select(rows => Transform(rows, k, cosines))];
            double weight = (k == 0 || k == setup.Rows ? 1.0 : 2.0) / period * Transform(disc, k, cosines)
                * (1 - setup.ElasticShare + setup.ElasticShare * Transform(elastic, k, cosines));
            double[][] orders = spectra[k] = new double[maxEvents + 1][];
            orders[0] = [.. zeroLoss.Select(share => share * weight)];
            for (int n = 1; n <= maxEvents; n++) orders[n] = Convolve(orders[n - 1], event1);
        });
        return [.. Enumerable.Range(0, maxEvents + 1).Select(n => Pattern(setup, spectra, n, cosines))];
    }

    private static float[] Pattern(SpectrometerSetup setup, double[][][] spectra, int n, double[] cosines)
    {
        int[] open = [.. Enumerable.Range(setup.FirstOpenRow, setup.OpenRows)];
        if (setup.SumRows) return Spectrum(setup, spectra, n, cosines, open);
        float[] pattern = new float[setup.Rows * setup.Channels];
        Parallel.ForEach(open, row => Spectrum(setup, spectra, n, cosines, [row]).CopyTo(pattern, row * setup.Channels));
        return pattern;
    }

    // Transforms back into the sum of some rows; the patterns are symmetric about the beam's row.
    private static float[] Spectrum(SpectrometerSetup setup, double[][][] spectra, int n, double[] cosines, int[] rows)
    {
        double[] sums = new double[setup.Channels];
        for (int k = 0; k < spectra.Length; k++)
            AddScaled(sums, spectra[k][n], rows.Sum(row => cosines[k * Math.Abs(row - setup.BeamRow) % cosines.Length]));
        // Rounding may leave a little less than nothing.
        return [.. sums.Select(sum => (float)Math.Max(0, sum))];
    }

    private static double Transform(double[] rows, int k, double[] cosines)
    {
        double sum = 0;
        for (int row = 1; row < rows.Length; row++) sum += rows[row] * cosines[k * row % cosines.Length];
        return rows[0] + 2 * sum;
    }

    private static double[] Convolve(double[] spectrum, double[] event1)
    {
        double[] result = new double[spectrum.Length];
        for (int i = 0; i < spectrum.Length; i++) AddScaled(result.AsSpan(i), event1.AsSpan(0, spectrum.Length - i), spectrum[i]);
        return result;
    }

    private static void AddScaled(Span<double> sums, ReadOnlySpan<double> values, double factor)
    {
        for (int i = 0; i < values.Length; i++) sums[i] += factor * values[i];
    }
}
