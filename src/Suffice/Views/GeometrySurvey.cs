using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Learns from a part of the scan what views need: the mean pattern, and the disc of the undiffracted beam in it.</summary>
public static class GeometrySurvey
{
    // Enough patterns for a smooth disc at 50 electrons each; few enough to be quick.
    private const int MostPatterns = 1024;
    private const long MostBytes = 128L << 20;

    /// <summary>Measures the disc in the mean of patterns spread evenly over the scan; of all, where they are few.</summary>
    /// <returns>Null where no disc can be found.</returns>
    /// <inheritdoc cref="ViewPass.Run"/>
    public static PatternGeometry? Measure(ICubeReader reader, ReadOnlyMemory<bool> excluded, int threads, CancellationToken cancellation = default) =>
        PatternGeometry.Measure(Sample(reader, threads, cancellation).Means(), reader.Cube.Shape.DetectorY, reader.Cube.Shape.DetectorX, excluded.Span);

    /// <summary>The moments of patterns spread evenly over the scan.</summary>
    internal static PatternMoments Sample(ICubeReader reader, int threads, CancellationToken cancellation)
    {
        Cube cube = reader.Cube;
        CubeShape shape = cube.Shape, block = reader.BlockShape;
        ChunkGrid grid = new(shape, block with { DetectorY = shape.DetectorY, DetectorX = shape.DetectorX });
        long blockPatterns = Math.Max(1, block.Patterns);
        long patterns = Math.Clamp(MostBytes / Math.Max(1, cube.PatternBytes), 1, MostPatterns);
        int blocks = (int)Math.Clamp(patterns / blockPatterns, 1, grid.Count);
        PatternMoments moments = new(shape.DetectorY, shape.DetectorX);
        CubeRegion[] regions = [.. Enumerable.Range(0, blocks).Select(i => grid.Region((int)((i + 0.5) * grid.Count / blocks)))];
        ViewPass.RunSlabs(reader, regions, [], [moments], threads, progress: null, cancellation);
        return moments;
    }
}
