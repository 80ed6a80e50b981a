using System.Collections.Concurrent;

namespace Suffice.Sources.Simulation.Fourier;

/// <summary>
/// The discrete Fourier transform of images of one size, in place: forward with exp(-2 pi i k r), inverse with exp(+2 pi i k r), both
/// without a factor, so that one after the other multiplies by the number of samples. Safe for several threads at once.
/// </summary>
public abstract class FourierTransform
{
    private static readonly ConcurrentDictionary<(int Rows, int Columns), FourierTransform> Known = new();

    private protected FourierTransform(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        (Rows, Columns) = (rows, columns);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The fastest one that this machine has: FFTW's where its library is found.</summary>
    public static FourierTransform For(int rows, int columns) =>
        Known.GetOrAdd((rows, columns), size =>
            FftwTransform.IsSupported ? new FftwTransform(size.Rows, size.Columns) : new ManagedTransform(size.Rows, size.Columns));

    /// <summary>The smallest number from <paramref name="least"/> on without prime factors above 7.</summary>
    public static int GoodLength(int least)
    {
        for (int length = Math.Max(1, least); ; length++)
        {
            int rest = length;
            foreach (int prime in (ReadOnlySpan<int>)[2, 3, 5, 7])
                while (rest % prime == 0) rest /= prime;
            if (rest == 1) return length;
        }
    }

    /// <exception cref="ArgumentException">The image has another size.</exception>
    public void Forward(ComplexImage image) => Run(Checked(image), -1);

    /// <inheritdoc cref="Forward"/>
    public void Inverse(ComplexImage image) => Run(Checked(image), 1);

    /// <param name="sign">Of the exponent.</param>
    private protected abstract void Run(ComplexImage image, int sign);

    private ComplexImage Checked(ComplexImage image) =>
        image.Rows == Rows && image.Columns == Columns ? image
            : throw new ArgumentException($"an image of {image.Rows}x{image.Columns} where {Rows}x{Columns} was expected", nameof(image));
}
