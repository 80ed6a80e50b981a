using System.Collections.Immutable;
using System.Numerics;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>Cuts a cube into the parts that are packed one after the other: whole chunks, and positions that follow one another.</summary>
/// <remarks>In the order of the scan, because digests are taken in it and files are read in it.</remarks>
internal static class PackSlabs
{
    private const long UsualBytes = 64 << 20, ProgramBytes = 96 << 20;

    // For each thread two slots with samples, encoded and decoded bytes, and twice scratch in the pipeline.
    private const int BuffersPerThread = 10;

    /// <summary>The slabs, and how many of them may be in memory at once.</summary>
    /// <param name="sourceBlock">How the source stores its samples: a block should not be decoded twice.</param>
    /// <exception cref="ArgumentException">The chunks take more scan rows than memory holds.</exception>
    public static (ImmutableArray<CubeRegion> Slabs, int Buffers) Plan(Cube cube, CubeShape chunk, CubeShape sourceBlock, long memoryBytes, int threads)
    {
        CubeShape shape = cube.Shape;
        long chunkBytes = chunk.Samples * cube.Element.Bytes();
        long room = Math.Max(memoryBytes / 4, memoryBytes - ProgramBytes - BuffersPerThread * threads * chunkBytes);
        int common = (int)Math.Min(shape.ScanY, LeastCommonMultiple(chunk.ScanY, sourceBlock.ScanY));
        foreach (int rows in (int[])[common, chunk.ScanY])
        {
            CubeShape block = new(rows, chunk.ScanX, shape.DetectorY, shape.DetectorX);
            long rowBytes = rows * (long)shape.ScanX * cube.PatternBytes;
            foreach ((long bytes, int buffers) in ((long, int)[])[(Math.Min(UsualBytes, room / 2), 2), (Math.Min(rowBytes, room / 2), 2), (Math.Min(rowBytes, room), 1)])
            {
                ImmutableArray<CubeRegion> slabs = SlabPlan.Cut(shape, block, cube.PatternBytes, bytes);
                if (slabs.All(slab => slab.Extent.ScanY == 1 || slab.Extent.ScanX == shape.ScanX) && slabs.Max(slab => slab.Extent.Patterns) * cube.PatternBytes <= room)
                    return (slabs, buffers);
            }
        }
        // A single block of one row that is larger than memory allows: a chunk must be held whole.
        long needed = chunk.ScanY * (long)shape.ScanX * cube.PatternBytes;
        throw new ArgumentException($"chunks over {chunk.ScanY} scan rows need {needed / 1048576.0:N0} MiB for these rows, more than --memory leaves; "
            + "give more, or chunks over fewer rows");
    }

    private static long LeastCommonMultiple(int a, int b) => (long)(a * (BigInteger)b / BigInteger.GreatestCommonDivisor(a, b));
}
