using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Suffice.Codecs.Filters.Kernels;

/// <summary>The byte shuffle, fastest first; the last row is the definition.</summary>
internal static class ShuffleKernels
{
    public static readonly ShuffleKernel[] All =
    [
        new("avx2", Avx2.IsSupported, ShuffleAvx2.Shuffle, ShuffleAvx2.Unshuffle),
        new("vector128", Vector128.IsHardwareAccelerated, ShuffleVector128.Shuffle, ShuffleVector128.Unshuffle),
        new("scalar", true, ShuffleScalar.Shuffle, ShuffleScalar.Unshuffle),
    ];

    public static ShuffleKernel Fastest { get; } = All.First(kernel => kernel.IsSupported);
}
