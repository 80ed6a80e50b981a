using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Bitshuffle.Kernels;
using Xunit;

namespace Suffice.Tests.Codecs.Bitshuffle.Kernels;

public sealed class BitPlanesTests
{
    public static TheoryData<string> Kernels => new(BitPlanes.All.Select(k => k.Name));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_kernel_equals_the_scalar_one(string name)
    {
        BitPlanesKernel kernel = BitPlanes.All.Single(k => k.Name == name);
        Assert.SkipUnless(kernel.IsSupported, $"this processor has no {name}");
        foreach (int length in new[] { 0, 8, 16, 24, 64, 72, 128, 136, 512, 1000, 4096 })
        {
            foreach (int mask in new[] { 0, 1, 0x80, 0x42, 0xFF })
            {
                int stride = length / 8 + 3;
                byte[] content = new byte[length], expected = new byte[8 * stride], actual = new byte[8 * stride], back = new byte[length];
                new Random(length).NextBytes(content);
                for (int i = 0; i < length; i++) content[i] &= (byte)mask;
                BitPlanes.SplitScalar(content, expected, stride);
                kernel.Split(content, actual, stride);
                Assert.Equal(expected, actual);
                kernel.Join(actual, back, stride);
                Assert.Equal(content, back);
                BitPlanes.JoinScalar(actual, back, stride);
                Assert.Equal(content, back);
            }
        }
    }

    [Fact]
    public void Bit_b_of_element_i_becomes_bit_i_of_plane_b()
    {
        Random random = new(1);
        foreach (int elementBytes in new[] { 1, 2, 3, 4, 8, 10 })
        {
            const int elements = 8 * 700;
            byte[] content = new byte[elements * elementBytes], planes = new byte[content.Length], scratch = new byte[content.Length];
            random.NextBytes(content);
            BitTransposition.Encode(elementBytes, content, planes, scratch);
            for (int trial = 0; trial < 5000; trial++)
            {
                int element = random.Next(elements), bit = random.Next(8 * elementBytes);
                int before = content[element * elementBytes + bit / 8] >> (bit % 8) & 1;
                int after = planes[bit * (elements / 8) + element / 8] >> (element % 8) & 1;
                Assert.Equal(before, after);
            }
            byte[] back = new byte[content.Length];
            BitTransposition.Decode(elementBytes, planes, back, scratch);
            Assert.Equal(content, back);
        }
    }
}
