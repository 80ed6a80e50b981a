namespace Suffice.Codecs.Szip.Kernels;

/// <summary>Reads <paramref name="count"/> pixels of 1, 2 or 4 bytes.</summary>
internal unsafe delegate void PixelLoad(byte* source, int pixelBytes, bool isBigEndian, uint* pixels, int count);

/// <summary>Writes <paramref name="count"/> pixels of 1, 2 or 4 bytes.</summary>
internal unsafe delegate void PixelStore(uint* pixels, byte* target, int pixelBytes, bool isBigEndian, int count);

/// <summary>Prediction from the left neighbour, folded to non-negative numbers of as many bits (CCSDS 121.0-B-3, section 4).</summary>
/// <remarks>The first pixel is the reference sample: it maps to 0. Pixels have at most 24 bits.</remarks>
internal unsafe delegate void PixelPrediction(uint* pixels, uint* folded, int count, uint largest);

/// <summary>The inverse of <see cref="PixelPrediction"/>, in place; the first number is the reference sample itself.</summary>
internal unsafe delegate void PixelReconstruction(uint* folded, int count, uint largest);

/// <summary>The sum of numbers, each without its low <paramref name="shift"/> bits.</summary>
internal unsafe delegate uint ShiftedSum(uint* numbers, int count, int shift);

/// <summary>One way to compute what surrounds the bit stream of szip.</summary>
internal sealed record PixelKernel(
    string Name, bool IsSupported, PixelLoad Load, PixelStore Store, PixelPrediction Fold, PixelReconstruction Unfold, ShiftedSum Sum);
