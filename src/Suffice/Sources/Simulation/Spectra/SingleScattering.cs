namespace Suffice.Sources.Simulation.Spectra;

/// <summary>What one inelastic event does: shares of the events over loss and momentum.</summary>
internal static class SingleScattering
{
    // Losses above this are too rare to matter for what a share means: 1e-3 of a background that falls as E^-3 from 15 eV is above 500 eV.
    private const double MaxLossEv = 3000;

    /// <summary>
    /// Shares by loss in channels from 0, then by rows from the centre, to one side (the other is the same). They add up to less than 1:
    /// some losses and angles are beyond the detector or the slot.
    /// </summary>
    public static double[][] Shares(SpectrometerSetup setup, IReadOnlyList<IEnergyLoss> losses)
    {
        double[] scales = [.. losses.Select(loss => loss.Share / Total(setup, loss))];
        double[][] shares = new double[setup.Channels][];
        Parallel.For(0, setup.Channels, channel =>
        {
            double[] rows = shares[channel] = new double[setup.Rows];
            if (channel == 0) return;
            for (int i = 0; i < losses.Count; i++)
            {
                double[] profile = AngularProfiles.Inelastic(setup, losses[i], channel * setup.EvPerChannel);
                for (int row = 0; row < rows.Length; row++) rows[row] += scales[i] * profile[row];
            }
        });
        return shares;
    }

    private static double Total(SpectrometerSetup setup, IEnergyLoss loss)
    {
        double sum = 0;
        for (int channel = 1; channel * setup.EvPerChannel < MaxLossEv; channel++)
            sum += AngularProfiles.InelasticTotal(loss, channel * setup.EvPerChannel, setup.BeamKv);
        return sum;
    }
}
