namespace Suffice.Codecs.Tally;

/// <summary>How the models of the range coder learn.</summary>
internal static class RangeModel
{
    /// <summary>Both bits are equally likely.</summary>
    public const ushort Even = 32768;

    public static ushort After(ushort model, int bit, int shift) => bit == 0
        ? (ushort)Math.Min(65500, model + ((65535 - model) >> shift))
        : (ushort)Math.Max(32, model - (model >> shift));
}
