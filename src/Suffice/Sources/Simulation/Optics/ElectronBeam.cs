namespace Suffice.Sources.Simulation.Optics;

/// <summary>Electrons of one energy, relativistic (Kirkland, Advanced Computing in Electron Microscopy, 2nd ed., 2.5 and 5.6).</summary>
public sealed record ElectronBeam
{
    // CODATA 2018, exact but for the rest energy.
    private const double RestVolts = 510_998.95, PlanckTimesLightVoltA = 12_398.419843320026;

    /// <exception cref="ArgumentException">The voltage is not positive.</exception>
    public ElectronBeam(double kilovolts)
    {
        if (!(kilovolts > 0 && double.IsFinite(kilovolts))) throw new ArgumentException($"a voltage of {kilovolts} kV is impossible", nameof(kilovolts));
        Kilovolts = kilovolts;
        double volts = 1000 * kilovolts;
        WavelengthA = PlanckTimesLightVoltA / Math.Sqrt(volts * (volts + (2 * RestVolts)));
        InteractionPerVoltA = 2 * Math.PI / (WavelengthA * volts) * (RestVolts + volts) / ((2 * RestVolts) + volts);
    }

    public double Kilovolts { get; }

    /// <summary>Wavelength in Angstrom.</summary>
    public double WavelengthA { get; }

    /// <summary>Phase in radian that one volt over one Angstrom adds.</summary>
    public double InteractionPerVoltA { get; }

    /// <summary>The spatial frequency, in 1/Angstrom, that is scattered into an angle.</summary>
    public double FrequencyPerA(double angleMrad) => angleMrad / 1000 / WavelengthA;

    /// <summary>The angle that a spatial frequency is scattered into, in the small-angle approximation that the propagator makes.</summary>
    public double AngleMrad(double frequencyPerA) => frequencyPerA * WavelengthA * 1000;
}
