using BenchmarkDotNet.Attributes;
using Suffice.Codecs.Filters.Kernels;

namespace Suffice.Benchmarks;

/// <summary>The byte shuffle, every kernel that this processor has.</summary>
public class ShuffleBenchmarks
{
    private readonly byte[] _samples = Counts.Make(20);
    private readonly byte[] _planes = new byte[2 * Counts.Samples];
    private ShuffleKernel _kernel = ShuffleKernels.Fastest;

    [Params(2, 4, 8)]
    public int ElementBytes { get; set; }

    [ParamsSource(nameof(Names))]
    public string Kernel { get; set; } = "";

    public static IEnumerable<string> Names => ShuffleKernels.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name);

    [GlobalSetup]
    public void Choose() => _kernel = ShuffleKernels.All.Single(kernel => kernel.Name == Kernel);

    [Benchmark]
    public void Encode() => _kernel.Encode(_samples, _planes, ElementBytes);

    [Benchmark]
    public void Decode() => _kernel.Decode(_planes, _samples, ElementBytes);
}
