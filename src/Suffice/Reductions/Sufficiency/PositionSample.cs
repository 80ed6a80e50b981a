using Suffice.Cubes;

namespace Suffice.Reductions.Sufficiency;

/// <summary>
/// Patterns from all over a scan, in memory: squares of 2 x 2 neighbours, one at random from each equal part of the scan, or the whole scan where it is small.
/// </summary>
internal sealed class PositionSample : IDisposable
{
    private const int MostClusters = 64, LeastClusters = 8;
    private const long MostBytes = 160L << 20;

    private readonly int _rows, _columns, _clusterColumns;

    private PositionSample(HeldPatterns patterns, int rows, int columns, double part)
    {
        (Reader, _rows, _columns, Part) = (patterns, rows, columns, part);
        CubeShape shape = patterns.Cube.Shape;
        _clusterColumns = (shape.ScanX + columns - 1) / columns;
        Clusters = (shape.ScanY + rows - 1) / rows * _clusterColumns;
    }

    /// <summary>The patterns.</summary>
    public HeldPatterns Reader { get; }

    /// <summary>Squares of neighbours.</summary>
    public int Clusters { get; }

    /// <summary>Which part of the scan this is; 1 for all of it.</summary>
    public double Part { get; }

    public int Positions => (int)Reader.Cube.Shape.Patterns;

    /// <summary>Which square a position of the sample belongs to.</summary>
    public int ClusterOf(int position)
    {
        (int y, int x) = Math.DivRem(position, Reader.Cube.Shape.ScanX);
        return y / _rows * _clusterColumns + x / _columns;
    }

    /// <summary>Two samples without a position in common; twice the whole scan where it is small.</summary>
    public static (PositionSample First, PositionSample Second) Draw(ICubeReader reader, Random random, int threads, long memoryBytes, CancellationToken cancellation)
    {
        Cube cube = reader.Cube;
        CubeShape shape = cube.Shape;
        (int rows, int columns) = (Math.Min(2, shape.ScanY), Math.Min(2, shape.ScanX));
        long mostBytes = Math.Min(MostBytes, memoryBytes / 4);
        if (shape.Patterns <= 2 * MostClusters * rows * columns && cube.Bytes <= mostBytes)
        {
            SampleBuffer all = new(cube.Bytes);
            reader.Read(CubeRegion.Whole(shape), all.Span(), threads);
            PositionSample whole = new(new HeldPatterns(cube, all), rows, columns, 1);
            return (whole, whole);
        }
        int blockColumns = shape.ScanX / columns;
        long blocks = (long)(shape.ScanY / rows) * blockColumns;
        int clusters = (int)Math.Min(Math.Clamp(mostBytes / 2 / (rows * columns * cube.PatternBytes), LeastClusters, MostClusters), blocks / 2);
        long[] drawn = new long[2 * clusters];
        for (int i = 0; i < drawn.Length; i++)
        {
            long first = i * blocks / drawn.Length, end = (i + 1) * blocks / drawn.Length;
            drawn[i] = first + random.NextInt64(end - first);
        }
        return (Take(0), Take(1));

        PositionSample Take(int parity)
        {
            CubeShape held = shape with { ScanY = rows * clusters, ScanX = columns };
            SampleBuffer samples = new(held.Patterns * cube.PatternBytes);
            int bytes = checked((int)(rows * columns * cube.PatternBytes));
            for (int i = 0; i < clusters; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                (long y, long x) = Math.DivRem(drawn[2 * i + parity], blockColumns);
                reader.Read(new CubeRegion((int)y * rows, (int)x * columns, 0, 0, shape with { ScanY = rows, ScanX = columns }), samples.Span((long)i * bytes, bytes), threads);
            }
            Cube part = cube with { ScanAxes = [new Axis("scan_y", held.ScanY), new Axis("scan_x", held.ScanX)], Shape = held };
            return new PositionSample(new HeldPatterns(part, samples), rows, columns, (double)held.Patterns / shape.Patterns);
        }
    }

    public void Dispose() => Reader.Dispose();
}
