using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>The implementations that a decoder uses where there are several.</summary>
internal sealed record TallyKernels(RunDecoder Run, DenseDecoder Dense)
{
    public static TallyKernels Fastest { get; } = new(RunDecoders.All.First(k => k.IsSupported), DenseDecoders.All.First(k => k.IsSupported));

    public static TallyKernels Scalar { get; } = new(RunDecoders.All[^1], DenseDecoders.All[^1]);
}
