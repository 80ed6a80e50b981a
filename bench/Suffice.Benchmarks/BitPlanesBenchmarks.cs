using BenchmarkDotNet.Attributes;
using Suffice.Codecs.Bitshuffle.Kernels;

namespace Suffice.Benchmarks;

/// <summary>Bytes to bit planes and back, every kernel that this processor has.</summary>
public class BitPlanesBenchmarks
{
    private const int Bytes = 4096;

    private readonly byte[] _bytes = new byte[Bytes];
    private readonly byte[] _planes = new byte[Bytes];
    private BitPlanesKernel _kernel = BitPlanes.Fastest;

    /// <summary>Planes that are not empty: counts leave most of them empty.</summary>
    [Params(0, 2, 8)]
    public int FullPlanes { get; set; }

    [ParamsSource(nameof(Names))]
    public string Kernel { get; set; } = "";

    public static IEnumerable<string> Names => BitPlanes.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name);

    [GlobalSetup]
    public void Choose()
    {
        _kernel = BitPlanes.All.Single(kernel => kernel.Name == Kernel);
        new Random(1).NextBytes(_bytes);
        for (int i = 0; i < Bytes; i++) _bytes[i] &= (byte)((1 << FullPlanes) - 1);
        _kernel.Split(_bytes, _planes, Bytes / 8);
    }

    [Benchmark]
    public void Split() => _kernel.Split(_bytes, _planes, Bytes / 8);

    [Benchmark]
    public void Join() => _kernel.Join(_planes, _bytes, Bytes / 8);
}
