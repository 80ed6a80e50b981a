using System.Collections.Concurrent;
using System.Numerics;
using Suffice.Sources.Simulation;
using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>
/// Deals the electrons of patterns into two halves, each electron by a fair coin, and doubles both: two independent records of the same
/// experiment at half the dose, rescaled to the full one.
/// </summary>
/// <remarks>
/// A Poisson count that is dealt so gives two independent Poisson counts of half the rate. The coins are those of a counter-based generator:
/// the same for the same pattern and seed whichever thread asks.
/// </remarks>
internal sealed class Halves(int pixels, ulong seed)
{
    // Simulated counts come from the same generator, often with the same seed: coins that knew the counts would not be fair.
    private const ulong KeyOfCoins = 0x9E3779B97F4A7C15;

    private readonly ConcurrentBag<(uint[] First, uint[] Second)> _free = [];

    /// <summary>Two arrays of <c>pixels</c> doubled counts, to be given back.</summary>
    public (uint[] First, uint[] Second) Deal<T>(long pattern, int firstPixel, ReadOnlySpan<T> samples) where T : unmanaged
    {
        if (!_free.TryTake(out (uint[] First, uint[] Second) halves)) halves = (new uint[pixels], new uint[pixels]);
        for (int i = 0; i < samples.Length; i++)
        {
            uint count = (uint)RunSums.Value(samples[i]);
            uint first = count == 0 ? 0 : Coins(count, pattern, firstPixel + i);
            halves.First[i] = 2 * first;
            halves.Second[i] = 2 * (count - first);
        }
        return halves;
    }

    public void Return((uint[] First, uint[] Second) halves) => _free.Add(halves);

    // How many of so many coins show heads: the bits set in so many random bits.
    private uint Coins(uint count, long pattern, int pixel)
    {
        uint heads = 0;
        for (uint block = 0; count > 0; block++)
        {
            (uint a, uint b, uint c, uint d) = Philox.Block((uint)pixel, (uint)pattern, (uint)(pattern >> 32), block, seed ^ KeyOfCoins);
            foreach (uint bits in (ReadOnlySpan<uint>)[a, b, c, d])
            {
                int used = (int)Math.Min(32, count);
                heads += (uint)BitOperations.PopCount(used == 32 ? bits : bits & ((1u << used) - 1));
                count -= (uint)used;
            }
        }
        return heads;
    }
}
