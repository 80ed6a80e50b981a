using MathNet.Numerics;
using Suffice.Sources.Simulation.Fourier;
using Suffice.Sources.Simulation.Kernels;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

public sealed class FourierTransformTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 8, 8 }, { 12, 35 }, { 64, 48 }, { 11, 6 }, { 1, 30 }, { 224, 256 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_managed_transform_equals_FFTWs(int rows, int columns)
    {
        Assert.SkipUnless(FftwTransform.IsSupported, "the FFTW library is not installed (eng/setup.sh installs it)");
        foreach (bool isForward in (bool[])[true, false])
        {
            using ComplexImage a = Noise(rows, columns), b = Noise(rows, columns);
            Run(new FftwTransform(rows, columns), a, isForward);
            Run(new ManagedTransform(rows, columns), b, isForward);
            AssertNear(a.Values, b.Values, 2e-6f * MathF.Sqrt(rows * columns));
        }
    }

    [Theory]
    [InlineData(5, 6)]
    [InlineData(8, 7)]
    public void The_transform_is_the_sum_that_defines_it(int rows, int columns)
    {
        using ComplexImage image = Noise(rows, columns), original = Noise(rows, columns);
        new ManagedTransform(rows, columns).Forward(image);
        for (int u = 0; u < rows; u++)
        {
            for (int v = 0; v < columns; v++)
            {
                System.Numerics.Complex sum = 0;
                for (int y = 0; y < rows; y++)
                    for (int x = 0; x < columns; x++)
                        sum += new System.Numerics.Complex(original.Row(y)[x].Real, original.Row(y)[x].Imaginary)
                            * System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * (((double)u * y / rows) + ((double)v * x / columns)));
                Assert.Equal(sum.Real, image.Row(u)[v].Real, 1e-5);
                Assert.Equal(sum.Imaginary, image.Row(u)[v].Imaginary, 1e-5);
            }
        }
    }

    [Fact]
    public void There_and_back_multiplies_by_the_number_of_samples()
    {
        using ComplexImage image = Noise(30, 28), original = Noise(30, 28);
        FourierTransform transform = FourierTransform.For(30, 28);
        transform.Forward(image);
        transform.Inverse(image);
        foreach (ref Complex32 value in image.Values) value /= 30 * 28;
        AssertNear(original.Values, image.Values, 1e-6f);
    }

    [Theory]
    [InlineData(221, 224)]
    [InlineData(254, 256)]
    [InlineData(1, 1)]
    public void A_good_length_has_small_prime_factors(int least, int expected) => Assert.Equal(expected, FourierTransform.GoodLength(least));

    [Fact]
    public void Vector_and_scalar_kernels_are_equal_to_the_bit()
    {
        using ComplexImage a = Noise(3, 37), b = Noise(3, 37), factors = Noise(37, 3);
        ComplexKernels.Multiply(a.Values, factors.Values);
        ComplexKernels.MultiplyScalar(b.Values, factors.Values);
        Assert.Equal(b.Values.ToArray(), a.Values.ToArray());
        ComplexKernels.AddScaled(a.Values, factors.Values, new(0.3f, -0.7f));
        ComplexKernels.AddScaledScalar(b.Values, factors.Values, new(0.3f, -0.7f));
        Assert.Equal(b.Values.ToArray(), a.Values.ToArray());
    }

    private static void Run(FourierTransform transform, ComplexImage image, bool isForward)
    {
        if (isForward) transform.Forward(image);
        else transform.Inverse(image);
    }

    private static ComplexImage Noise(int rows, int columns)
    {
        Random random = new(7);
        ComplexImage image = new(rows, columns);
        foreach (ref Complex32 value in image.Values) value = new(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
        return image;
    }

    private static void AssertNear(ReadOnlySpan<Complex32> expected, ReadOnlySpan<Complex32> actual, float tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True((expected[i] - actual[i]).Magnitude <= tolerance, $"sample {i}: {expected[i]} and {actual[i]}");
    }
}
