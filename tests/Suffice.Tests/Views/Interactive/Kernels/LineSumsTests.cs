using Suffice.Views.Interactive.Kernels;
using Xunit;

namespace Suffice.Tests.Views.Interactive.Kernels;

public sealed class LineSumsTests
{
    [Fact]
    public void Sixteen_bit_samples_of_every_length_add_as_the_scalar_definition_does()
    {
        Random random = new(3);
        for (int length = 0; length < 70; length++)
        {
            ushort[] line = [.. Enumerable.Range(0, length).Select(_ => (ushort)random.Next(65536))];
            float[] start = [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(1000))], sums = [.. start], scalar = [.. start];
            LineSums.Add<ushort>(line, sums);
            LineSums.AddScalar<ushort>(line, scalar);
            Assert.Equal(scalar, sums);
        }
    }
}
