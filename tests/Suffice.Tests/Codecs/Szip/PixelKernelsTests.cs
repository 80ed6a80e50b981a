using CsCheck;
using Suffice.Codecs.Szip.Kernels;
using Xunit;

namespace Suffice.Tests.Codecs.Szip;

public unsafe class PixelKernelsTests
{
    private static readonly PixelKernel Scalar = PixelKernels.All[^1];

    public static TheoryData<string> KernelNames => [.. PixelKernels.All.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void Every_kernel_equals_the_definition(string name)
    {
        PixelKernel kernel = Find(name);
        Gen.Select(FilterChecks.OneOf(1, 2, 4), Gen.Bool, Gen.Int[1, 200], Gen.Int[0, 30], Gen.Int[0, 1000]).Sample((bytes, isBigEndian, count, shift, seed) =>
        {
            byte[] source = new byte[count * bytes], stored = new byte[source.Length];
            new Random(seed).NextBytes(source);
            uint[] expected = new uint[count], pixels = new uint[count];
            fixed (byte* from = source, to = stored)
            fixed (uint* e = expected, p = pixels)
            {
                Scalar.Load(from, bytes, isBigEndian, e, count);
                kernel.Load(from, bytes, isBigEndian, p, count);
                kernel.Store(p, to, bytes, isBigEndian, count);
                for (int i = 0; i < count; i++) (e[i], p[i]) = (e[i] & 0xffffff, p[i] & 0xffffff);
                Assert.Equal(Scalar.Sum(e, count, shift), kernel.Sum(p, count, shift));
            }
            Assert.Equal(expected, pixels);
            Assert.Equal(source, stored);
        }, iter: 300);
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void Prediction_equals_the_definition_and_is_undone(string name)
    {
        PixelKernel kernel = Find(name);
        Gen.Select(Gen.Int[1, 24], Gen.Int[1, 24], Gen.Int[1, 200], Gen.Int[0, 1000]).Sample((bits, noisy, count, seed) =>
        {
            uint largest = (1u << bits) - 1;
            Random random = new(seed);
            uint[] pixels = [.. Enumerable.Range(0, count).Select(_ => (uint)random.Next(1 << Math.Min(bits, noisy)))];
            uint[] expected = new uint[count], folded = new uint[count];
            fixed (uint* p = pixels, e = expected, f = folded)
            {
                Scalar.Fold(p, e, count, largest);
                kernel.Fold(p, f, count, largest);
            }
            Assert.Equal(expected, folded);
            Assert.All(folded, number => Assert.InRange(number, 0u, largest));
            folded[0] = pixels[0];
            fixed (uint* f = folded) kernel.Unfold(f, count, largest);
            Assert.Equal(pixels, folded);
        }, iter: 1000);
    }

    private static PixelKernel Find(string name)
    {
        PixelKernel kernel = PixelKernels.All.Single(k => k.Name == name);
        Assert.SkipUnless(kernel.IsSupported, $"this processor has no {name}");
        return kernel;
    }
}
