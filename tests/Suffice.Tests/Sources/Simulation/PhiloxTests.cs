using Suffice.Sources.Simulation;
using Xunit;

namespace Suffice.Tests.Sources.Simulation;

public sealed class PhiloxTests
{
    // Known answers of Random123 1.14, tests/kat_vectors, "philox4x32 10".
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, 0ul, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(
        new uint[] { uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue }, ulong.MaxValue,
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, 0x299f31d0a4093822ul,
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Blocks_are_the_published_ones(uint[] counter, ulong key, uint[] expected)
    {
        (uint a, uint b, uint c, uint d) = Philox.Block(counter[0], counter[1], counter[2], counter[3], key);
        Assert.Equal(expected, new uint[] { a, b, c, d });
    }
}
