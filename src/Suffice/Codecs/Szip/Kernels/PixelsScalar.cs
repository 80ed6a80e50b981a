namespace Suffice.Codecs.Szip.Kernels;

/// <summary>The definitions.</summary>
internal static unsafe class PixelsScalar
{
    public static void Load(byte* source, int pixelBytes, bool isBigEndian, uint* pixels, int count)
    {
        for (int i = 0; i < count; i++, source += pixelBytes)
        {
            uint pixel = 0;
            for (int b = 0; b < pixelBytes; b++) pixel = (pixel << 8) | source[isBigEndian ? b : pixelBytes - 1 - b];
            pixels[i] = pixel;
        }
    }

    public static void Store(uint* pixels, byte* target, int pixelBytes, bool isBigEndian, int count)
    {
        for (int i = 0; i < count; i++, target += pixelBytes)
        {
            uint pixel = pixels[i];
            for (int b = 0; b < pixelBytes; b++, pixel >>= 8) target[isBigEndian ? pixelBytes - 1 - b : b] = (byte)pixel;
        }
    }

    public static void Fold(uint* pixels, uint* folded, int count, uint largest)
    {
        folded[0] = 0;
        for (int i = 1; i < count; i++)
        {
            uint pixel = pixels[i], before = pixels[i - 1];
            if (pixel >= before) folded[i] = pixel - before <= before ? 2 * (pixel - before) : pixel;
            else folded[i] = before - pixel <= largest - before ? 2 * (before - pixel) - 1 : largest - pixel;
        }
    }

    public static void Unfold(uint* folded, int count, uint largest) => UnfoldFrom(1, folded, count, largest);

    /// <summary>Reconstructs from pixel <paramref name="first"/>, whose left neighbour is known.</summary>
    public static void UnfoldFrom(int first, uint* folded, int count, uint largest)
    {
        // Without branches, because which case applies depends on noise, and with twice the pixel as the state, because the
        // limits of the cases are then one subtraction away. A damaged number is cut to the bits of a pixel, so that every
        // pixel stays within them.
        uint twice = (folded[first - 1] & largest) * 2;
        for (int i = first; i < count; i++)
        {
            uint number = folded[i] & largest;
            uint near = twice + ((number & ~1u) ^ (uint)-(int)(number & 1) << 1);
            uint isNearZero = (uint)((int)(twice - number) >> 31), isNearLargest = (uint)((int)(2 * largest - number - twice) >> 31);
            twice = near ^ ((near ^ (2 * number)) & isNearZero) ^ ((near ^ (2 * (largest - number))) & isNearLargest);
            folded[i] = twice >> 1;
        }
    }

    public static uint Sum(uint* numbers, int count, int shift)
    {
        uint sum = 0;
        for (int i = 0; i < count; i++) sum += numbers[i] >> shift;
        return sum;
    }
}
