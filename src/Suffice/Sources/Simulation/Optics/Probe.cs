using MathNet.Numerics;
using Suffice.Sources.Simulation.Fourier;

namespace Suffice.Sources.Simulation.Optics;

/// <summary>A focused probe behind a round aperture.</summary>
/// <param name="Beam">Its electrons.</param>
/// <param name="SemiangleMrad">Convergence semiangle.</param>
/// <param name="DefocusA">How far below the entrance surface the probe is focused.</param>
/// <param name="SphericalMm">Third-order spherical aberration.</param>
/// <param name="SourceFwhmA">Full width at half maximum of the source's image at the specimen.</param>
public sealed record Probe(ElectronBeam Beam, double SemiangleMrad, double DefocusA = 0, double SphericalMm = 0, double SourceFwhmA = 0)
{
    private const double AngstromPerMm = 1e7;

    /// <summary>
    /// Fills in the probe's Fourier coefficients at one position of the cell; their intensities add up to 1.
    /// Phase exp(-i chi) with chi = -pi lambda df k^2 + pi/2 Cs lambda^3 k^4 (Kirkland 2010, eq. 2.10).
    /// </summary>
    public void Fill(WaveGrid grid, double yA, double xA, ComplexImage image)
    {
        image.Values.Clear();
        double limit = Beam.FrequencyPerA(SemiangleMrad), lambda = Beam.WavelengthA;
        double[] ky = grid.RowFrequencies(), kx = grid.ColumnFrequencies();
        int inside = 0;
        for (int row = 0; row < ky.Length; row++)
        {
            if (Math.Abs(ky[row]) > limit) continue;
            Span<Complex32> line = image.Row(row);
            for (int column = 0; column < kx.Length; column++)
            {
                double k2 = (ky[row] * ky[row]) + (kx[column] * kx[column]);
                if (k2 > limit * limit) continue;
                double chi = Math.PI * lambda * k2 * ((lambda * lambda * k2 * SphericalMm * AngstromPerMm / 2) - DefocusA);
                (double sine, double cosine) = Math.SinCos(-chi - (2 * Math.PI * ((ky[row] * yA) + (kx[column] * xA))));
                line[column] = new((float)cosine, (float)sine);
                inside++;
            }
        }
        float scale = (float)(1 / Math.Sqrt(inside));
        foreach (ref Complex32 value in image.Values) value = new(value.Real * scale, value.Imaginary * scale);
    }

    /// <exception cref="ArgumentException">The probe and its tails, spread over the specimen's thickness, do not fit into the cell.</exception>
    public void Check(WaveGrid grid, double thicknessA)
    {
        double neededA = ExtentA(thicknessA), shorterA = Math.Min(grid.HeightA, grid.WidthA);
        if (neededA > shorterA)
            throw new ArgumentException(FormattableString.Invariant($"the cell is too small for the probe: {shorterA:f1} A where {neededA:f1} A are needed"));
    }

    /// <summary>The smallest cell that the probe fits into: two diameters to the first dark ring, and the geometric blur on either side of the focus.</summary>
    /// <exception cref="ArgumentException">The probe is impossible.</exception>
    public double ExtentA(double thicknessA)
    {
        if (!(SemiangleMrad > 0)) throw new ArgumentException("the convergence semiangle must be above 0 mrad");
        if (!(SourceFwhmA >= 0 && double.IsFinite(SourceFwhmA))) throw new ArgumentException("the source's size must be 0 A or more");
        if (!double.IsFinite(DefocusA + SphericalMm)) throw new ArgumentException("defocus and spherical aberration must be numbers");
        double angle = SemiangleMrad / 1000;
        double blurA = 2 * angle * Math.Max(Math.Abs(DefocusA), Math.Abs(thicknessA - DefocusA));
        double sphericalA = 2 * Math.Abs(SphericalMm) * AngstromPerMm * angle * angle * angle;
        return (2 * 1.22 * Beam.WavelengthA / angle) + blurA + sphericalA;
    }
}
