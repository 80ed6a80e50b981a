namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>
/// The smooth background of electrons scattered inelastically and by vibrating atoms: a share 1 - exp(-t / L) of all electrons leaves
/// the discs for a halo whose shape is given, not computed. No Kikuchi lines.
/// </summary>
public sealed class DiffuseHalo
{
    private readonly float[] _map;
    private readonly double _meanFreePathAngstrom;

    /// <param name="frame">The detector.</param>
    /// <param name="meanFreePathNm">L, for scattering out of the discs.</param>
    /// <param name="widthMrad">The halo falls as (1 + (angle / width)^2)^-power.</param>
    /// <param name="power">See the width.</param>
    public DiffuseHalo(DetectorFrame frame, double meanFreePathNm, double widthMrad, double power)
    {
        _meanFreePathAngstrom = 10 * meanFreePathNm;
        // The share beyond the detector's corners is lost: the integral over all angles is pi width^2 / (power - 1).
        double all = Math.PI * widthMrad * widthMrad / (power - 1), pixel = frame.MradPerPixel * frame.MradPerPixel;
        _map = frame.Map(angle => pixel / all * Math.Pow(1 + (angle * angle / (widthMrad * widthMrad)), -power));
    }

    /// <summary>Share of electrons that stay in the discs.</summary>
    public double Elastic(double thicknessAngstrom) => Math.Exp(-thicknessAngstrom / _meanFreePathAngstrom);

    /// <summary>Adds the halo of a specimen of some thickness.</summary>
    public void Add(Span<float> pattern, double electrons, double thicknessAngstrom)
    {
        float scattered = (float)(electrons * (1 - Elastic(thicknessAngstrom)));
        if (scattered == 0) return;
        for (int i = 0; i < pattern.Length; i++) pattern[i] += scattered * _map[i];
    }
}
