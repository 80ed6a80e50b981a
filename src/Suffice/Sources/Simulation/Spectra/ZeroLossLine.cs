using MathNet.Numerics;

namespace Suffice.Sources.Simulation.Spectra;

/// <summary>
/// The zero-loss line as a pseudo-Voigt profile, a Gaussian and a Lorentzian of the same width (Wertheim et al., Rev. Sci. Instrum.
/// 45, 1369 (1974)): the source's and the spectrometer's spread, and the long tails of the detector's and the spectrometer's stray
/// electrons.
/// </summary>
/// <param name="WidthEv">Full width at half maximum.</param>
/// <param name="LorentzianShare">Share of the electrons in the Lorentzian, 0 to 1.</param>
public readonly record struct ZeroLossLine(double WidthEv, double LorentzianShare)
{
    /// <summary>Share of the electrons with a loss below this one: exact, so that channels add up to 1 over all losses.</summary>
    public double Below(double lossEv)
    {
        double relative = 2 * lossEv / WidthEv;
        double gaussian = 0.5 * SpecialFunctions.Erfc(-relative * Math.Sqrt(Math.Log(2)));
        return (1 - LorentzianShare) * gaussian + LorentzianShare * (0.5 + Math.Atan(relative) / Math.PI);
    }

    /// <summary>Share of the electrons in each channel, whose centres are at <c>firstEv + step * i</c>.</summary>
    public double[] Channels(int count, double firstEv, double stepEv)
    {
        double[] shares = new double[count];
        for (int i = 0; i < count; i++) shares[i] = Below(firstEv + stepEv * (i + 0.5)) - Below(firstEv + stepEv * (i - 0.5));
        return shares;
    }
}
