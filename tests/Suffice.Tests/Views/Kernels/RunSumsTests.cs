using System.Runtime.InteropServices;
using Suffice.Views.Kernels;
using Xunit;

namespace Suffice.Tests.Views.Kernels;

public sealed class RunSumsTests
{
    [Fact]
    public void Sums_and_moments_of_16_bit_runs_are_those_of_the_definition()
    {
        Random random = new(5);
        foreach (int length in (int[])[0, 1, 15, 16, 17, 255, 256, 257, 4079, 4080, 4081, 9000])
            foreach (int most in (int[])[1, 65535])
            {
                ushort[] run = new ushort[length];
                for (int i = 0; i < length; i++) run[i] = most == 1 ? (ushort)random.Next(2) : (ushort)random.Next(65000, 65536);
                Assert.Equal(RunSums.ScalarSum<ushort>(run), RunSums.Sum<ushort>(run));
                Assert.Equal(RunSums.ScalarMoment<ushort>(run), RunSums.Moment<ushort>(run));
            }
    }

    [Fact]
    public void Samples_of_every_type_keep_their_values()
    {
        Assert.Equal(-3, RunSums.Sum<sbyte>([-1, -2]));
        Assert.Equal(-3, RunSums.Sum<short>([-1, -2]));
        Assert.Equal(4294967296d, RunSums.Sum<uint>([uint.MaxValue, 1]));
        Assert.Equal((1.75, 1.5), RunSums.Moment<float>([0.25f, 1.5f]));
        Assert.Equal(double.NaN, RunSums.Maximum<float>([1, float.NaN, 2]));
        Assert.Equal(-1, RunSums.Maximum(MemoryMarshal.Cast<byte, sbyte>([255, 254])));
    }
}
