using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Codecs.Tally;

/// <summary>The implementations that a decoder uses where there are several.</summary>
internal sealed record TallyKernels(RunDecoder Run, DenseDecoder Dense)
{
    public static TallyKernels Fastest { get; } = new(RunDecoders.All.First(k => k.IsSupported), DenseDecoders.All.First(k => k.IsSupported));

    /// <summary>All that this processor can use, fastest first; the last one is the definition.</summary>
    public static TallyKernels[] All { get; } =
        [.. RunDecoders.All.Where(run => run.IsSupported).Select(run => new TallyKernels(run, DenseDecoders.All.FirstOrDefault(dense => dense.Name == run.Name) ?? Fastest.Dense))];

    public static TallyKernels Scalar { get; } = new(RunDecoders.All[^1], DenseDecoders.All[^1]);
}
