using Suffice.Cubes.Statistics.Kernels;
using Xunit;

namespace Suffice.Tests;

public sealed class NonZeroKernelTests
{
    public static TheoryData<string> Names => [.. NonZeroKernels.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kernel_finds_what_the_scalar_one_finds(string name)
    {
        NonZeroKernel kernel = NonZeroKernels.All.Single(k => k.Name == name);
        Assert.SkipUnless(kernel.IsSupported, $"this processor has no {name}");
        Random random = new(3);
        foreach (int sampleBytes in new[] { 1, 2, 4, 8 })
            for (int length = 0; length < 200; length++)
            {
                byte[] samples = new byte[length * sampleBytes];
                double density = random.NextDouble();
                for (int i = 0; i < samples.Length; i++)
                    if (random.NextDouble() < density / sampleBytes) samples[i] = (byte)(1 << random.Next(8));
                Assert.Equal(Find(NonZeroKernels.All[^1]), Find(kernel));

                ushort[] Find(NonZeroKernel finder)
                {
                    ushort[] positions = new ushort[length + NonZeroKernel.Slack];
                    return positions[..finder.Find(samples, sampleBytes, positions)];
                }
            }
    }
}
