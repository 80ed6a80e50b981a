namespace Suffice.Codecs.Tally;

/// <summary>
/// Chooses the class of each pixel of a tile from its sum: the one that makes counts and map together shortest, pixel by pixel
/// in raster order. A pixel with few counts so takes the class that its neighbours suggest, which costs least to store.
/// </summary>
internal sealed class ClassChooser
{
    private const int KnownSums = 4096;

    // Small tiles ask for the same few sums and expectations again and again: what was chosen for them stays in the nearest cache.
    private const int RememberedSums = 512;
    private const byte Unknown = 255;

    private const int FarApart = 12;
    private const int SearchBeside = 6;
    private const double MostBitsOfNothing = 2;
    private const double ResidualOfDeviation = 3;

    private static readonly double[] LogRates = [.. Enumerable.Range(0, RateClasses.FirstResidual).Select(c => c == 0 ? 0 : Math.Log2(RateClasses.Rate(c)))];

    // Bits of a difference from the expected class, as the adaptive models come to code it.
    private static readonly double[] DifferenceBits =
        [.. Enumerable.Range(0, RateClasses.Count).Select(d => d == 0 ? 0.6 : 1.5 + 1.6 * Math.Log2(d + 0.5))];

    private readonly double[] _expectedBits = new double[RateClasses.FirstResidual];
    private readonly byte[] _nearest = new byte[KnownSums];
    private readonly byte[] _known = new byte[RateClasses.Count * RememberedSums];
    private int _frames;

    public void Choose(ReadOnlySpan<uint> sums, int frames, int width, NearTiles near, Span<byte> classes)
    {
        Learn(frames);
        Span<byte> known = _known;
        for (int i = 0, x = 0; i < classes.Length; i++, x = x + 1 == width ? 0 : x + 1)
        {
            int expected = ClassMap.Predict(classes, near, i, x, width, out _);
            uint sum = sums[i];
            if (sum >= RememberedSums)
            {
                classes[i] = Of(sum, expected);
                continue;
            }
            ref byte remembered = ref known[expected * RememberedSums + (int)sum];
            if (remembered == Unknown) remembered = Of(sum, expected);
            classes[i] = remembered;
        }
    }

    /// <summary>The class of a pixel whose distance from its mean is coded.</summary>
    /// <param name="deviation">Mean absolute distance.</param>
    public static byte Residual(double deviation) => (byte)(RateClasses.FirstResidual
        + Math.Clamp((int)Math.Round(2 * Math.Log2(deviation / ResidualOfDeviation + 0.01)), 0, RateClasses.Count - 1 - RateClasses.FirstResidual));

    private byte Of(uint sum, int expected)
    {
        if (sum == 0) return expected is > 0 and < RateClasses.FirstResidual && _expectedBits[expected] < MostBitsOfNothing ? (byte)expected : (byte)0;
        int nearest = sum < KnownSums ? _nearest[sum] : RateClasses.Nearest((double)sum / _frames);
        return (byte)(nearest == expected ? nearest : Best(sum, nearest, expected));
    }

    private int Best(uint sum, int nearest, int expected)
    {
        if (expected >= RateClasses.FirstResidual) return nearest;
        int low = Math.Min(nearest, expected), high = Math.Max(nearest, expected);
        if (high - low > FarApart) (low, high) = expected < nearest ? (nearest - SearchBeside, high) : (low, nearest + SearchBeside);
        int best = nearest;
        double least = double.MaxValue;
        for (int c = Math.Max(1, low); c <= high; c++)
        {
            double bits = _expectedBits[c] - sum * LogRates[c] + DifferenceBits[Math.Abs(c - expected)];
            if (bits >= least) continue;
            (least, best) = (bits, c);
        }
        return best;
    }

    private void Learn(int frames)
    {
        if (frames == _frames) return;
        _frames = frames;
        Array.Fill(_known, Unknown);
        for (int c = 1; c < _expectedBits.Length; c++) _expectedBits[c] = RateClasses.Rate(c) * frames / Math.Log(2);
        for (int sum = 1; sum < KnownSums; sum++) _nearest[sum] = (byte)RateClasses.Nearest((double)sum / frames);
    }
}
