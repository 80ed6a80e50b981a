using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Szip.Kernels;

/// <summary>Eight pixels at a time; what is left over goes the scalar way. For little-endian machines.</summary>
internal static unsafe class PixelsVector256
{
    private const int Lanes = 8;

    public static void Load(byte* source, int pixelBytes, bool isBigEndian, uint* pixels, int count)
    {
        int done = 0;
        switch (pixelBytes)
        {
            case 1:
                for (; done <= count - 2 * Lanes; done += 2 * Lanes)
                {
                    (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Load(source + done));
                    Widen(low).Store(pixels + done);
                    Widen(high).Store(pixels + done + Lanes);
                }
                break;
            case 2:
                for (; done <= count - Lanes; done += Lanes)
                {
                    Vector128<ushort> words = Vector128.Load((ushort*)source + done);
                    Widen(isBigEndian ? (words << 8) | (words >> 8) : words).Store(pixels + done);
                }
                break;
            case 4 when !isBigEndian:
                Buffer.MemoryCopy(source, pixels, 4L * count, 4L * count);
                done = count;
                break;
        }
        PixelsScalar.Load(source + done * pixelBytes, pixelBytes, isBigEndian, pixels + done, count - done);
    }

    public static void Store(uint* pixels, byte* target, int pixelBytes, bool isBigEndian, int count)
    {
        int done = 0;
        switch (pixelBytes)
        {
            case 1:
                for (; done <= count - 2 * Lanes; done += 2 * Lanes)
                    Vector128.Narrow(Narrow(pixels + done), Narrow(pixels + done + Lanes)).Store(target + done);
                break;
            case 2:
                for (; done <= count - Lanes; done += Lanes)
                {
                    Vector128<ushort> words = Narrow(pixels + done);
                    (isBigEndian ? (words << 8) | (words >> 8) : words).Store((ushort*)target + done);
                }
                break;
            case 4 when !isBigEndian:
                Buffer.MemoryCopy(pixels, target, 4L * count, 4L * count);
                done = count;
                break;
        }
        PixelsScalar.Store(pixels + done, target + done * pixelBytes, pixelBytes, isBigEndian, count - done);
    }

    public static void Fold(uint* pixels, uint* folded, int count, uint largest)
    {
        folded[0] = 0;
        Vector256<int> most = Vector256.Create((int)largest);
        int i = 1;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<int> pixel = Vector256.Load((int*)pixels + i), before = Vector256.Load((int*)pixels + i - 1);
            Vector256<int> isDown = Vector256.GreaterThan(before, pixel);
            Vector256<int> steps = ((pixel - before) ^ isDown) - isDown;
            Vector256<int> mirror = most & isDown;
            // Downwards, largest - x is largest ^ x, because x has no other bits.
            Vector256<int> isBeyond = Vector256.GreaterThan(steps, before ^ mirror);
            Vector256<int> near = steps + steps + isDown;
            Vector256.ConditionalSelect(isBeyond, pixel ^ mirror, near).Store((int*)folded + i);
        }
        uint first = folded[i - 1];
        PixelsScalar.Fold(pixels + i - 1, folded + i - 1, count - i + 1, largest);
        folded[i - 1] = first;
    }

    // Where no pixel of eight comes near the ends of the range, each number is a step from the pixel before, and the
    // pixels are the running sum of the steps. Whether that holds shows in the sums themselves.
    public static void Unfold(uint* folded, int count, uint largest)
    {
        Vector256<int> most = Vector256.Create((int)largest);
        int i = 1;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<int> numbers = Vector256.Load((int*)folded + i) & most;
            Vector256<int> before = Vector256.Create((int)(folded[i - 1] & largest));
            if (numbers == Vector256<int>.Zero)
            {
                before.Store((int*)folded + i);
                continue;
            }
            Vector256<int> steps = (numbers >>> 1) ^ -(numbers & Vector256<int>.One);
            // An index beyond the lanes gives 0.
            steps += Vector256.Shuffle(steps, Vector256.Create(8, 0, 1, 2, 3, 4, 5, 6));
            steps += Vector256.Shuffle(steps, Vector256.Create(8, 8, 0, 1, 2, 3, 4, 5));
            steps += Vector256.Shuffle(steps, Vector256.Create(8, 8, 8, 8, 0, 1, 2, 3));
            Vector256<int> pixels = before + steps;
            Vector256<int> left = before + Vector256.Shuffle(steps, Vector256.Create(8, 0, 1, 2, 3, 4, 5, 6));
            Vector256<int> isBeyond = (left + left - numbers) | (most + most - left - left - numbers);
            if (isBeyond.ExtractMostSignificantBits() == 0) pixels.Store((int*)folded + i);
            else PixelsScalar.UnfoldFrom(i, folded, i + Lanes, largest);
        }
        PixelsScalar.UnfoldFrom(i, folded, count, largest);
    }

    public static uint Sum(uint* numbers, int count, int shift)
    {
        if (count < Lanes) return PixelsScalar.Sum(numbers, count, shift);
        Vector256<uint> sums = Vector256.Load(numbers) >> shift;
        int i = Lanes;
        for (; i <= count - Lanes; i += Lanes) sums += Vector256.Load(numbers + i) >> shift;
        uint sum = Vector256.Sum(sums);
        for (; i < count; i++) sum += numbers[i] >> shift;
        return sum;
    }

    private static Vector256<uint> Widen(Vector128<ushort> words)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(words);
        return Vector256.Create(low, high);
    }

    private static Vector128<ushort> Narrow(uint* pixels) =>
        Vector128.Narrow(Vector128.Load(pixels), Vector128.Load(pixels + 4));
}
