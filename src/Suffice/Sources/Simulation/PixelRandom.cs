using System.Runtime.CompilerServices;

namespace Suffice.Sources.Simulation;

/// <summary>Uniform and normal numbers that follow from seed, probe position, pixel and purpose alone.</summary>
/// <param name="seed">Of the whole scan.</param>
/// <param name="pattern">Number of the probe position in scan order.</param>
/// <param name="stream">What the numbers are for.</param>
internal readonly struct PixelRandom(ulong seed, long pattern, RandomStream stream)
{
    private const int StreamShift = 24;

    /// <summary>Two independent numbers, above 0 and below 1, in steps of 2^-53.</summary>
    /// <param name="pixel">Number of the detector pixel.</param>
    /// <param name="attempt">Counts the pairs that one pixel takes; below 2^24.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (double U, double V) Pair(int pixel, uint attempt = 0)
    {
        (uint a, uint b, uint c, uint d) =
            Philox.Block((uint)pixel, (uint)pattern, (uint)(pattern >> 32), attempt | ((uint)stream << StreamShift), seed);
        return (Unit(((ulong)a << 32) | b), Unit(((ulong)c << 32) | d));
    }

    /// <summary>A number of mean 0 and standard deviation 1 (Box and Muller 1958).</summary>
    public double Normal(int pixel)
    {
        (double u, double v) = Pair(pixel);
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Unit(ulong bits) => ((long)(bits >> 11) + 0.5) * (1.0 / (1L << 53));
}
