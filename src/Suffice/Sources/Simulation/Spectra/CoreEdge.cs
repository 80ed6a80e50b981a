namespace Suffice.Sources.Simulation.Spectra;

/// <summary>
/// Ionisation of an inner shell: nothing below its onset, a rise within a few eV, then a power law as the hydrogenic model gives
/// within some hundred eV of the edge (Egerton, 3rd edition, section 3.6).
/// </summary>
/// <param name="Name">Element and shell, such as <c>Al L23 edge</c>.</param>
/// <param name="Share">Share of all inelastic events.</param>
/// <param name="OnsetEv">Binding energy.</param>
/// <param name="RiseEv">Energy above the onset in which it reaches 63 % of its height: small for a sawtooth, large for a delayed edge.</param>
/// <param name="Exponent">Of the decay (E / onset)^-exponent.</param>
public sealed record CoreEdge(string Name, double Share, double OnsetEv, double RiseEv, double Exponent) : IEnergyLoss
{
    public IEnumerable<SimulationParameter> Parameters =>
    [
        SpectrumText.Number(Name + " onset", OnsetEv, "eV"), SpectrumText.Number(Name + " rise", RiseEv, "eV"),
        SpectrumText.Number(Name + " decay exponent", Exponent),
    ];

    public double Density(double lossEv, double angleMrad, double beamKv) =>
        lossEv < OnsetEv ? 0 : Math.Pow(lossEv / OnsetEv, -Exponent) * (1 - Math.Exp((OnsetEv - lossEv) / RiseEv));

    public double CutoffMrad(double lossEv, double beamKv) => InelasticAngles.BetheRidgeMrad(lossEv, beamKv);
}
