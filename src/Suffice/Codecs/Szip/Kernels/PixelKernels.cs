using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Szip.Kernels;

/// <summary>What surrounds the bit stream of szip, fastest first; the last row is the definition.</summary>
internal static unsafe class PixelKernels
{
    public static readonly PixelKernel[] All =
    [
        new("vector256", Vector256.IsHardwareAccelerated && BitConverter.IsLittleEndian,
            PixelsVector256.Load, PixelsVector256.Store, PixelsVector256.Fold, PixelsVector256.Unfold, PixelsVector256.Sum),
        new("scalar", true, PixelsScalar.Load, PixelsScalar.Store, PixelsScalar.Fold, PixelsScalar.Unfold, PixelsScalar.Sum),
    ];

    public static PixelKernel Fastest { get; } = All.First(kernel => kernel.IsSupported);
}
