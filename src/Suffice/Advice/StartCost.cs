using System.Diagnostics;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Sources.Numpy;

namespace Suffice.Advice;

/// <summary>What packing takes before and after its work on samples: a program that is compiled, files that reach the disk.</summary>
internal static class StartCost
{
    // More than a pattern needs; nothing is taken that is not used.
    private const long MemoryBytes = 1L << 30;

    /// <summary>Packs a single pattern without a codec. In a process that has packed nothing yet it takes what it takes in a new one.</summary>
    /// <returns>Seconds.</returns>
    public static double Measure(OpenedCube opened, int threads)
    {
        Cube cube = opened.Cube;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("suffice-");
        try
        {
            string source = Path.Combine(folder.FullName, "pattern.npy");
            CubeShape one = cube.Shape with { ScanY = 1, ScanX = 1 };
            byte[] samples = new byte[cube.PatternBytes];
            opened.Reader.Read(CubeRegion.Whole(one), samples, threads);
            File.WriteAllBytes(source, [.. NpyHeader.Encode([1, 1, one.DetectorY, one.DetectorX], cube.Element, SampleOrder.Native), .. samples]);
            Stopwatch clock = Stopwatch.StartNew();
            using OpenedCube pattern = NpyReader.Open(source, null);
            Packer.Pack(source, pattern, Path.Combine(folder.FullName, "pattern.emd"), new PackOptions(PackCodec.None, threads, MemoryBytes));
            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
