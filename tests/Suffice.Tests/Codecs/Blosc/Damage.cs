using Suffice.Codecs;
using Xunit;

namespace Suffice.Tests.Codecs.Blosc;

/// <summary>Damages an encoded chunk: its decoder may only return or throw <see cref="InvalidDataException"/>.</summary>
internal static class Damage
{
    public static void TruncateEverywhere(IChunkFilter filter, byte[] encoded, int length)
    {
        byte[] decoded = new byte[length];
        for (int kept = 0; kept < encoded.Length; kept++)
        {
            // A copy of exactly this length, so that a read past its end is a read past the array.
            byte[] part = encoded[..kept];
            Assert.Throws<InvalidDataException>(() => filter.Decode(part, decoded));
        }
    }

    public static void FlipBits(IChunkFilter filter, byte[] encoded, int length, int mutants)
    {
        Random random = new(7);
        byte[] decoded = new byte[length];
        for (int mutant = 0; mutant < mutants; mutant++)
        {
            byte[] damaged = [.. encoded];
            // The first bits one by one: the header has the sizes. Then anywhere, up to four at once.
            if (mutant < 8 * 40) damaged[mutant / 8 % damaged.Length] ^= (byte)(1 << (mutant % 8));
            else for (int i = random.Next(4); i >= 0; i--) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Assert.InRange(filter.Decode(damaged, decoded), 0, length);
            }
            catch (InvalidDataException)
            {
            }
        }
    }
}
