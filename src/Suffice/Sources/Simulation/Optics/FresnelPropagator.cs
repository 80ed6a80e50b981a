using MathNet.Numerics;
using Suffice.Sources.Simulation.Fourier;

namespace Suffice.Sources.Simulation.Optics;

/// <summary>Free flight between slices: exp(-i pi lambda dz |k + tilt|^2) within the band limit and 0 beyond it (Kirkland 2010, eq. 6.67).</summary>
public static class FresnelPropagator
{
    /// <param name="grid">Of the wave.</param>
    /// <param name="beam">Gives the wavelength.</param>
    /// <param name="bandPerA">Band limit in 1/Angstrom, around the grid's zero frequency.</param>
    /// <param name="distanceA">Along the beam.</param>
    /// <param name="tiltY">The incident wave vector's part in the plane, along y, in 1/Angstrom.</param>
    /// <param name="tiltX">Along x.</param>
    /// <returns>Factors in Fourier space, over the number of samples: the two transforms around them need no other factor.</returns>
    public static ComplexImage Make(WaveGrid grid, ElectronBeam beam, double bandPerA, double distanceA, double tiltY = 0, double tiltX = 0)
    {
        ComplexImage image = new(grid.Rows, grid.Columns);
        double[] ky = grid.RowFrequencies(), kx = grid.ColumnFrequencies();
        for (int row = 0; row < ky.Length; row++)
        {
            Span<Complex32> line = image.Row(row);
            for (int column = 0; column < kx.Length; column++)
            {
                (double y, double x) = (ky[row], kx[column]);
                if ((y * y) + (x * x) > bandPerA * bandPerA) continue;
                double k2 = ((y + tiltY) * (y + tiltY)) + ((x + tiltX) * (x + tiltX));
                (double sine, double cosine) = Math.SinCos(-Math.PI * beam.WavelengthA * distanceA * k2);
                line[column] = new((float)(cosine / grid.Samples), (float)(sine / grid.Samples));
            }
        }
        return image;
    }
}
