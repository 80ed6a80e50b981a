using System.Globalization;

namespace Suffice.Sources.Simulation.Spectra;

/// <summary>How the spectra's parameters are written.</summary>
internal static class SpectrumText
{
    public static SimulationParameter Number(string name, double value, string unit = "") =>
        new(name, value.ToString("0.######", CultureInfo.InvariantCulture), unit);
}
