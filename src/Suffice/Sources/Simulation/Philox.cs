using System.Runtime.CompilerServices;

namespace Suffice.Sources.Simulation;

/// <summary>
/// Philox 4x32 with 10 rounds: a random number for every counter and key, without a state, so that any thread may draw for any
/// pixel. Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11.
/// </summary>
internal static class Philox
{
    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57, StepA = 0x9E3779B9, StepB = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>128 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint A, uint B, uint C, uint D) Block(uint a, uint b, uint c, uint d, ulong key)
    {
        uint keyA = (uint)key, keyB = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong first = (ulong)MultiplierA * a, second = (ulong)MultiplierB * c;
            (a, b, c, d) = ((uint)(second >> 32) ^ b ^ keyA, (uint)second, (uint)(first >> 32) ^ d ^ keyB, (uint)first);
            keyA += StepA;
            keyB += StepB;
        }
        return (a, b, c, d);
    }
}
