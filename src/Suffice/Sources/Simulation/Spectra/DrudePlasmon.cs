namespace Suffice.Sources.Simulation.Spectra;

/// <summary>
/// Volume plasmon of nearly free electrons: Im(-1/epsilon) = E G Ep^2 / ((E^2 - Ep^2)^2 + (E G)^2), whose energy grows with
/// momentum, Ep(q) = Ep + dispersion (h-bar q)^2 / m, up to a cut-off angle where it decays into single excitations
/// (Egerton, 3rd edition, sections 3.3.1 and 3.3.2).
/// </summary>
/// <param name="Share">Share of all inelastic events.</param>
/// <param name="EnergyEv">Plasmon energy at zero momentum.</param>
/// <param name="WidthEv">Full width at half maximum, G.</param>
/// <param name="Dispersion">Dimensionless coefficient of the quadratic dispersion.</param>
/// <param name="EndMrad">Cut-off angle.</param>
public sealed record DrudePlasmon(double Share, double EnergyEv, double WidthEv, double Dispersion, double EndMrad) : IEnergyLoss
{
    // (h-bar)^2 / m, in eV A^2.
    private const double FreeElectron = 7.6199682;

    public string Name => "volume plasmon";

    public IEnumerable<SimulationParameter> Parameters =>
    [
        SpectrumText.Number("plasmon energy", EnergyEv, "eV"), SpectrumText.Number("plasmon width", WidthEv, "eV"),
        SpectrumText.Number("plasmon dispersion coefficient", Dispersion), SpectrumText.Number("plasmon cut-off angle", EndMrad, "mrad"),
    ];

    /// <summary>Energy of the plasmon at this scattering angle, in eV.</summary>
    public double EnergyAt(double angleMrad, double beamKv)
    {
        double q = InelasticAngles.WaveVector(beamKv) * angleMrad * 1e-3;
        return EnergyEv + Dispersion * FreeElectron * q * q;
    }

    public double Density(double lossEv, double angleMrad, double beamKv)
    {
        double peak = EnergyAt(angleMrad, beamKv), off = lossEv * lossEv - peak * peak, damping = lossEv * WidthEv;
        return damping * peak * peak / (off * off + damping * damping);
    }

    public double CutoffMrad(double lossEv, double beamKv) => EndMrad;
}
