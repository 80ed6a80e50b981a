namespace Suffice.Sources.Simulation.Spectra;

/// <summary>Distributions over angle, seen through the slot: share of the electrons by rows from the centre.</summary>
internal static class AngularProfiles
{
    private const int Samples = 16;

    /// <summary>The uniformly filled disc of the illumination.</summary>
    public static double[] Disc(SpectrometerSetup setup)
    {
        double area = Math.PI * setup.SemiangleMrad * setup.SemiangleMrad;
        return OverRows(setup, y =>
        {
            double square = setup.SemiangleMrad * setup.SemiangleMrad - y * y;
            return square <= 0 ? 0 : 2 * Math.Min(Math.Sqrt(square), setup.SlotMrad) / area;
        }, setup.Rows, 64);
    }

    /// <summary>Screened Rutherford scattering, theta_0^2 / pi / (theta^2 + theta_0^2)^2.</summary>
    public static double[] Elastic(SpectrometerSetup setup)
    {
        double screening = setup.ElasticMrad * setup.ElasticMrad;
        return OverRows(setup, y =>
        {
            // With x = s tan u the integral over the slot is that of cos^2 u, known in closed form.
            double s = Math.Sqrt(y * y + screening), end = Math.Atan(setup.SlotMrad / s);
            return screening / Math.PI * (end + Math.Sin(2 * end) / 2) / (s * s * s);
        }, setup.Rows, 8);
    }

    /// <summary>
    /// Share of one kind of loss, per eV, at one loss. The Lorentzian becomes uniform by x = s tan u, so few samples of the rest suffice.
    /// </summary>
    public static double[] Inelastic(SpectrometerSetup setup, IEnergyLoss loss, double lossEv)
    {
        double characteristic = InelasticAngles.CharacteristicMrad(lossEv, setup.BeamKv), cutoff = loss.CutoffMrad(lossEv, setup.BeamKv);
        return OverRows(setup, y =>
        {
            double room = cutoff * cutoff - y * y;
            if (room <= 0) return 0;
            double s = Math.Sqrt(y * y + characteristic * characteristic), end = Math.Atan(Math.Min(setup.SlotMrad, Math.Sqrt(room)) / s), sum = 0;
            for (int i = 0; i < Samples / 2; i++)
            {
                double x = s * Math.Tan(end * (i + 0.5) / (Samples / 2));
                sum += loss.Density(lossEv, Math.Sqrt(y * y + x * x), setup.BeamKv);
            }
            return 2 * end / s * sum / (Samples / 2);
        }, 4, 8);
    }

    /// <summary>The same over all angles, without a slot.</summary>
    public static double InelasticTotal(IEnergyLoss loss, double lossEv, double beamKv)
    {
        double characteristic = InelasticAngles.CharacteristicMrad(lossEv, beamKv), least = characteristic * characteristic;
        double cutoff = loss.CutoffMrad(lossEv, beamKv), span = Math.Log(1 + cutoff * cutoff / least), sum = 0;
        for (int i = 0; i < Samples; i++)
            sum += loss.Density(lossEv, Math.Sqrt(least * (Math.Exp(span * (i + 0.5) / Samples) - 1)), beamKv);
        return Math.PI * span * sum / Samples;
    }

    // The first rows are averaged over their height, as the distributions may be narrower than a row there.
    private static double[] OverRows(SpectrometerSetup setup, Func<double, double> density, int averagedRows, int samples)
    {
        double[] profile = new double[setup.Rows];
        for (int row = 0; row < setup.Rows; row++)
        {
            int parts = row < averagedRows ? samples : 1;
            double sum = 0;
            for (int part = 0; part < parts; part++) sum += density((row + (part + 0.5) / parts - 0.5) * setup.MradPerRow);
            profile[row] = sum / parts * setup.MradPerRow;
        }
        return profile;
    }
}
