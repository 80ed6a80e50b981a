namespace Suffice.Sources.Simulation.Spectra;

/// <summary>Single excitations of valence electrons: the background A E^-r below core edges, from the loss at which it sets in.</summary>
/// <param name="Share">Share of all inelastic events.</param>
/// <param name="FromEv">Loss below which it vanishes, as (E / from)^2.</param>
/// <param name="Exponent">r.</param>
public sealed record PowerLawBackground(double Share, double FromEv, double Exponent) : IEnergyLoss
{
    public string Name => "power-law background";

    public IEnumerable<SimulationParameter> Parameters =>
        [SpectrumText.Number("background onset", FromEv, "eV"), SpectrumText.Number("background exponent", Exponent)];

    public double Density(double lossEv, double angleMrad, double beamKv)
    {
        double relative = lossEv / FromEv;
        return relative < 1 ? relative * relative : Math.Pow(relative, -Exponent);
    }

    public double CutoffMrad(double lossEv, double beamKv) => InelasticAngles.BetheRidgeMrad(lossEv, beamKv);
}
