namespace Suffice.Views;

/// <summary>Units of scattering: angles and spatial frequencies, related by the electrons' wavelength.</summary>
internal static class ScatteringUnit
{
    private const double MradPerRadian = 1000, FrequencyPerInverseNm = 0.1;

    /// <summary>How many <paramref name="to"/> one <paramref name="from"/> is; null where that cannot be told.</summary>
    /// <param name="wavelengthA">The electrons' wavelength in Angstrom; null where it is not known.</param>
    public static double? Factor(string from, string to, double? wavelengthA)
    {
        if (Base(from) is not { } one || Base(to) is not { } other) return null;
        double factor = one.Size / other.Size;
        if (one.IsAngle == other.IsAngle) return factor;
        return wavelengthA is { } wavelength ? one.IsAngle ? factor / (MradPerRadian * wavelength) : factor * MradPerRadian * wavelength : null;
    }

    /// <summary>Whether both units measure scattering, so that a wavelength would relate them.</summary>
    public static bool AreRelated(string one, string other) => Base(one) is not null && Base(other) is not null;

    // Size in mrad or in 1/A.
    private static (bool IsAngle, double Size)? Base(string unit) => unit switch
    {
        "mrad" => (true, 1),
        "rad" => (true, MradPerRadian),
        "A^-1" or "1/A" or "\u00C5^-1" or "1/\u00C5" => (false, 1),
        "nm^-1" or "1/nm" => (false, FrequencyPerInverseNm),
        _ => null,
    };
}
