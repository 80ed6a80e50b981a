namespace Suffice.Codecs.Filters.Kernels;

/// <summary>Adds 16-bit words, read in the machine's order, to the two sums of Fletcher's checksum.</summary>
/// <remarks>The sums are modulo 65535 and are 0 only when every word was 0; <paramref name="bytes"/> has an even length.</remarks>
internal delegate void Fletcher32Summation(ReadOnlySpan<byte> bytes, ref uint sum1, ref uint sum2);

/// <summary>One way to compute the sums.</summary>
internal sealed record Fletcher32Kernel(string Name, bool IsSupported, Fletcher32Summation Add);
