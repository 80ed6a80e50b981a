namespace Suffice.Codecs.Szip.Kernels;

/// <summary>What encoder and decoder agree on.</summary>
internal static class RiceCode
{
    /// <summary>Bits of a code option's number.</summary>
    public static int IdBits(SzipParameters szip) => szip.CodedBits > 16 ? 5 : szip.CodedBits > 8 ? 4 : 3;

    /// <summary>The largest pixel that the parameters allow; at most 24 bits.</summary>
    public static uint LargestPixel(SzipParameters szip) => (1u << szip.CodedBits) - 1;
}
