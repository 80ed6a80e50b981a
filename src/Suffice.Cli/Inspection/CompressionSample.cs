using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;
using Suffice.Studies;

namespace Suffice.Cli.Inspection;

/// <summary>What a few of the study's settings make of chunks taken from all over the cube, in memory.</summary>
internal static class CompressionSample
{
    private const int Chunks = 8;

    private static readonly string[] Tried = ["blosc_lz4", "bitshuffle_lz4", "blosc_zstd", "gzip_6"];

    public static IReadOnlyList<SampledCompression> Measure(ICubeReader reader, int threads, long memoryBytes)
    {
        Cube cube = reader.Cube;
        StudyChunking balanced = StudyChunking.All.Single(chunking => chunking.Name == "balanced");
        CubeShape chunk = balanced.ChunkOf(cube.Shape);
        ChunkSpec spec = new(cube.Element, SampleOrder.Native, [chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX]);
        // Only whole chunks: what pads those at the edges would flatter every codec.
        ChunkGrid grid = new(cube.Shape, chunk);
        int[] whole = [.. Enumerable.Range(0, grid.Count).Where(i => grid.Region(i).Extent == chunk)];
        if (whole.Length == 0 || 4L * spec.Bytes > memoryBytes) return [];
        int taken = Math.Min(Chunks, whole.Length);
        long[] bytes = new long[Tried.Length];
        using SampleBuffer samples = new(spec.Bytes);
        for (int n = 0; n < taken; n++)
        {
            reader.Read(grid.Region(whole[(int)((long)n * whole.Length / taken)]), samples.Span(), threads);
            OrderedWork.RunUnordered(Tried.Length, threads, () => new object(), (i, _) => bytes[i] += Encode(Tried[i], spec, samples));
        }
        return [.. Tried.Select((name, i) => new SampledCompression(name, (double)taken * spec.Bytes / bytes[i]))];
    }

    private static int Encode(string setting, ChunkSpec spec, SampleBuffer samples)
    {
        FilterPipeline pipeline = new(StudyMethods.Settings.Single(known => known.Name == setting).FiltersOf(spec), spec);
        using SampleBuffer encoded = new(pipeline.MaxEncodedLength);
        return pipeline.Encode(samples.Span(), encoded.Span(), out _);
    }
}
