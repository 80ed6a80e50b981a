using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Reductions.Sufficiency;

/// <summary>Scans whose electron rates are known, small enough to try hundreds of reductions on, large enough that a sample is not all of them.</summary>
internal static class HonestyScans
{
    /// <summary>One kind of scan.</summary>
    /// <param name="Side">Positions along each axis.</param>
    /// <param name="Bin">Detector pixels whose rates are added up, rows and columns.</param>
    /// <param name="Crop">Pixels that are kept around the middle, after that; 0 for all.</param>
    /// <param name="Variants">How many specimens are simulated.</param>
    public sealed record Kind(string Preset, int Side, double LeastElectrons, double MostElectrons, (int Rows, int Columns) Bin, int Crop, int Variants);

    private static readonly ConcurrentDictionary<(string, int), (float[] Rates, CubeShape Shape)> Known = [];

    public static Kind[] Quick { get; } = [new("junction", 24, 300, 60_000, (1, 1), 0, 4), new("polycrystal", 24, 300, 100_000, (2, 2), 0, 4)];

    public static Kind[] All { get; } =
    [
        .. Quick, new("strain", 24, 2_000, 200_000, (1, 1), 128, 2), new("strain", 24, 2_000, 200_000, (1, 1), 128, 2), new("4d-diff", 24, 1_000, 500_000, (4, 4), 0, 2),
        new("4d-eels", 24, 500, 500_000, (8, 8), 0, 1), new("amorphous", 24, 500, 50_000, (2, 2), 0, 1), new("wse2", 24, 200, 20_000, (2, 2), 0, 1),
    ];

    /// <summary>Rates of one specimen, row-major, at a dose.</summary>
    public static MemoryCube Rates(Kind kind, int seed, double electrons)
    {
        (float[] rates, CubeShape shape) = Known.GetOrAdd((kind.Preset, seed % kind.Variants), known => Simulate(kind, known.Item2));
        double mean = rates.Sum(rate => (double)rate) / shape.Patterns, factor = electrons / mean;
        return new MemoryCube(ElementType.Float32, shape, MemoryMarshal.AsBytes<float>(Array.ConvertAll(rates, rate => (float)(rate * factor))).ToArray());
    }

    /// <summary>Counts drawn from rates.</summary>
    public static MemoryCube Draw(MemoryCube rates, int seed)
    {
        ReadOnlySpan<float> expected = MemoryMarshal.Cast<byte, float>(rates.Samples);
        ushort[] counts = new ushort[expected.Length];
        Random random = new(seed);
        for (int i = 0; i < counts.Length; i++) counts[i] = (ushort)Math.Min(ushort.MaxValue, Poisson(expected[i], random));
        return new MemoryCube(ElementType.UInt16, rates.Cube.Shape, MemoryMarshal.AsBytes<ushort>(counts).ToArray());
    }

    // Knuth's products, in steps that do not underflow; the sum of Poisson numbers is one.
    private static int Poisson(double rate, Random random)
    {
        const double step = 30;
        int count = 0;
        for (; rate > 0; rate -= step)
        {
            double limit = Math.Exp(-Math.Min(rate, step));
            for (double product = random.NextDouble(); product > limit; product *= random.NextDouble()) count++;
        }
        return count;
    }

    private static (float[] Rates, CubeShape Shape) Simulate(Kind kind, int variant)
    {
        SimulatedScan scan = SimulationPresets.Find(kind.Preset)!.Make(new SimulationOptions((ulong)variant + 1) { Scan = new ScanSize(kind.Side, kind.Side) });
        using SimulatedCube cube = new(scan, SimulatedSamples.Rates);
        CubeShape shape = cube.Cube.Shape;
        int binned = shape.DetectorY / kind.Bin.Rows, across = shape.DetectorX / kind.Bin.Columns;
        int rows = kind.Crop == 0 ? binned : kind.Crop, columns = kind.Crop == 0 ? across : kind.Crop, top = (binned - rows) / 2, left = (across - columns) / 2;
        float[] kept = new float[shape.Patterns * rows * columns];
        byte[] line = new byte[shape.ScanX * cube.Cube.PatternBytes];
        for (int y = 0; y < shape.ScanY; y++)
        {
            cube.Read(new CubeRegion(y, 0, 0, 0, shape with { ScanY = 1 }), line, 2);
            ReadOnlySpan<float> rates = MemoryMarshal.Cast<byte, float>(line);
            for (int x = 0; x < shape.ScanX; x++)
                for (int i = 0; i < rows * kind.Bin.Rows; i++)
                    for (int j = 0; j < columns * kind.Bin.Columns; j++)
                        kept[(((y * shape.ScanX) + x) * rows + i / kind.Bin.Rows) * columns + j / kind.Bin.Columns] +=
                            rates[(x * shape.DetectorY + top * kind.Bin.Rows + i) * shape.DetectorX + left * kind.Bin.Columns + j];
        }
        return (kept, shape with { DetectorY = rows, DetectorX = columns });
    }
}
