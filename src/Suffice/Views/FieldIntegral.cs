using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Suffice.Views;

/// <summary>The scalar field whose gradient comes nearest to a measured vector field, over a scan that is taken as mirrored at its edges.</summary>
/// <remarks>
/// In Fourier space <c>phi = -i (ky Fy + kx Fx) / (2 pi k^2)</c>: Lazic, Bosch, Lazar, Ultramicroscopy 160, 265 (2016). The mirror images
/// (Fy odd in rows, Fx odd in columns) make the field periodic without a jump at the edges: Bon et al., Opt. Express 20, 22 (2012).
/// </remarks>
internal static class FieldIntegral
{
    /// <param name="fieldRow">Component along the rows (slow axis), row-major; NaN counts as 0.</param>
    /// <param name="stepRow">Distance between neighbouring rows; the result is in units of the field times this.</param>
    /// <returns>The field, its mean at 0.</returns>
    public static double[] Integrate(double[] fieldRow, double[] fieldColumn, int rows, int columns, double stepRow, double stepColumn)
    {
        int height = 2 * rows, width = 2 * columns;
        Complex[] fy = new Complex[height * width], fx = new Complex[height * width];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                int at = Math.Min(y, height - 1 - y) * columns + Math.Min(x, width - 1 - x);
                double signY = y < rows ? 1 : -1, signX = x < columns ? 1 : -1;
                fy[y * width + x] = double.IsNaN(fieldRow[at]) ? 0 : signY * fieldRow[at];
                fx[y * width + x] = double.IsNaN(fieldColumn[at]) ? 0 : signX * fieldColumn[at];
            }
        Transform(fy, height, width, Fourier.Forward);
        Transform(fx, height, width, Fourier.Forward);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                double ky = Frequency(y, height) / stepRow, kx = Frequency(x, width) / stepColumn, square = ky * ky + kx * kx;
                int at = y * width + x;
                fy[at] = square == 0 ? 0 : -Complex.ImaginaryOne * (ky * fy[at] + kx * fx[at]) / (2 * Math.PI * square);
            }
        Transform(fy, height, width, Fourier.Inverse);
        double[] result = new double[rows * columns];
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < columns; x++) result[y * columns + x] = fy[y * width + x].Real;
        double mean = result.Average();
        for (int i = 0; i < result.Length; i++) result[i] -= mean;
        return result;
    }

    /// <summary>
    /// Root mean square of the integral, over positions and repetitions, when the components at all positions have a noise of their own, and
    /// their means are taken off.
    /// </summary>
    /// <param name="noiseRow">Standard deviation of the component along the rows.</param>
    public static double Noise(double noiseRow, double noiseColumn, int rows, int columns, double stepRow, double stepColumn)
    {
        // In the cosines that the mirror images make of the scan every coefficient of the integral is that of the components, which all have the
        // same noise, times k over 2 pi k^2. What the means would add, a ramp, is taken off.
        double sum = 0;
        for (int m = 0; m < rows; m++)
            for (int n = m == 0 ? 1 : 0; n < columns; n++)
            {
                double ky = m / (2.0 * rows * stepRow), kx = n / (2.0 * columns * stepColumn), square = ky * ky + kx * kx;
                sum += (ky * ky * noiseRow * noiseRow + kx * kx * noiseColumn * noiseColumn) / (4 * Math.PI * Math.PI * square * square);
            }
        double Ramp(double noise, int steps, double step) => noise * noise * step * step * ((double)steps * steps - 1) / 12;
        return Math.Sqrt(Math.Max(0, sum - Ramp(noiseRow, rows, stepRow) - Ramp(noiseColumn, columns, stepColumn)) / ((double)rows * columns));
    }

    private static double Frequency(int index, int count) => (double)(index <= count / 2 ? index : index - count) / count;

    private static void Transform(Complex[] values, int rows, int columns, Action<Complex[], FourierOptions> transform)
    {
        Complex[] line = new Complex[columns];
        for (int y = 0; y < rows; y++)
        {
            values.AsSpan(y * columns, columns).CopyTo(line);
            transform(line, FourierOptions.Default);
            line.CopyTo(values.AsSpan(y * columns));
        }
        line = new Complex[rows];
        for (int x = 0; x < columns; x++)
        {
            for (int y = 0; y < rows; y++) line[y] = values[y * columns + x];
            transform(line, FourierOptions.Default);
            for (int y = 0; y < rows; y++) values[y * columns + x] = line[y];
        }
    }
}
