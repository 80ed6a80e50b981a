namespace Suffice.Sources.Simulation.Spectra;

/// <summary>One way of losing energy: its shape over loss and angle; its size is a share of all inelastic events.</summary>
public interface IEnergyLoss
{
    /// <summary>What it is, such as <c>Al L23 edge</c>.</summary>
    string Name { get; }

    /// <summary>Share of the inelastic events, at any loss and angle; those of a specimen add up to 1.</summary>
    double Share { get; }

    /// <summary>Relative probability per eV, to be multiplied by the Lorentzian 1 / (theta^2 + theta_E^2); 0 where there is none.</summary>
    double Density(double lossEv, double angleMrad, double beamKv);

    /// <summary>Angle beyond which this loss does not happen.</summary>
    double CutoffMrad(double lossEv, double beamKv);

    /// <summary>Its parameters in reading order.</summary>
    IEnumerable<SimulationParameter> Parameters { get; }
}
