namespace Suffice.Sources.Simulation.Spectra;

/// <summary>Angles that an energy loss belongs to (Egerton, Electron Energy-Loss Spectroscopy in the Electron Microscope, 3rd edition, section 3.3).</summary>
public static class InelasticAngles
{
    private const double RestEnergyEv = 510_998.95, PlanckTimesLightEvAngstrom = 12_398.419843;

    /// <summary>Half width of the Lorentzian angular distribution of a loss: theta_E = E / (gamma m v^2).</summary>
    public static double CharacteristicMrad(double lossEv, double beamKv)
    {
        double kinetic = beamKv * 1e3;
        return 1e3 * lossEv * (kinetic + RestEnergyEv) / (kinetic * (kinetic + 2 * RestEnergyEv));
    }

    /// <summary>Angle of the Bethe ridge, where a free electron at rest takes the whole loss: (E / E0)^(1/2), the end of the Lorentzian.</summary>
    public static double BetheRidgeMrad(double lossEv, double beamKv) => 1e3 * Math.Sqrt(lossEv / (beamKv * 1e3));

    /// <summary>Wave vector, 2 pi over the relativistic wavelength, in 1/A; times an angle it is the momentum transfer over h-bar.</summary>
    public static double WaveVector(double beamKv)
    {
        double kinetic = beamKv * 1e3;
        return 2 * Math.PI * Math.Sqrt(kinetic * (kinetic + 2 * RestEnergyEv)) / PlanckTimesLightEvAngstrom;
    }
}
