namespace Suffice.Cubes.Statistics.Kernels;

/// <summary>Writes the positions of the samples with any bit set, ascending, and returns how many there are.</summary>
/// <param name="samples">At most 65,536 samples.</param>
/// <param name="sampleBytes">1, 2, 4 or 8.</param>
/// <param name="positions">At least <see cref="NonZeroKernel.Slack"/> longer than the number of samples.</param>
internal delegate int NonZeroFinder(ReadOnlySpan<byte> samples, int sampleBytes, Span<ushort> positions);

/// <summary>One way of finding the non-zero samples of a run.</summary>
internal sealed record NonZeroKernel(string Name, bool IsSupported, NonZeroFinder Find)
{
    /// <summary>Entries after the last position that a kernel may overwrite, because it stores whole vectors.</summary>
    public const int Slack = 32;
}
