namespace Suffice.Codecs.Tally;

/// <summary>Signed distances as unsigned numbers: 0, -1, 1, -2, 2 and so on.</summary>
internal static class Residual
{
    /// <summary>The symbol that stands for itself and all larger ones, where the table does not say otherwise.</summary>
    public const uint Escape = 127;

    public static uint Fold(uint value, uint mean)
    {
        // Both are below 2^31, which the encoder sees to.
        int distance = (int)(value - mean);
        return (uint)(distance << 1 ^ distance >> 31);
    }

    public static uint Unfold(uint folded, uint mean) => mean + (folded >> 1 ^ (uint)-(int)(folded & 1));
}
