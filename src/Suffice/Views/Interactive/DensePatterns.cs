using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Views.Interactive;

/// <summary>All samples of a cube in memory: for floats, and for counts that are mostly not zero.</summary>
public sealed class DensePatterns : IResidentPatterns
{
    // A span ends at 2 GiB.
    private const long MostBlockBytes = 1L << 28;

    private readonly Cube _cube;
    private readonly CubeRegion[] _regions;
    private readonly SampleBuffer[] _blocks;
    private readonly bool[] _has;
    private readonly int _blockRows;

    /// <exception cref="OutOfMemoryException">The machine does not have that much memory.</exception>
    public DensePatterns(Cube cube)
    {
        _cube = cube;
        CubeShape shape = cube.Shape;
        _blockRows = (int)Math.Clamp(MostBlockBytes / Math.Max(1, shape.ScanX * cube.PatternBytes), 1, shape.ScanY);
        _regions = [.. Enumerable.Range(0, (shape.ScanY + _blockRows - 1) / _blockRows)
            .Select(i => CubeRegion.Rows(shape, i * _blockRows, Math.Min(_blockRows, shape.ScanY - i * _blockRows)))];
        _blocks = [.. _regions.Select(region => new SampleBuffer(region.Extent.Patterns * cube.PatternBytes))];
        _has = new bool[checked((int)shape.Patterns)];
    }

    public long Bytes => _cube.Bytes;

    public bool Fits => true;

    public PositionView Filler => new View(this);

    public bool Has(int position) => Volatile.Read(ref _has[position]);

    public double[][] Image(VirtualDetector detector, int threads, CancellationToken cancellation)
    {
        DetectorImage image = new(detector, _cube.Shape.ScanY, _cube.Shape.ScanX);
        bool[] isSeen = [.. _has];
        for (int i = 0; i < _blocks.Length; i++) ViewPass.Add(_cube, _regions[i], _blocks[i], [image.View], [], threads, cancellation);
        return image.Planes(position => isSeen[position]);
    }

    public void AddTo(Span<double> sum, int position)
    {
        if (Has(position)) PatternSum.Add(_cube.Element, Of(position), sum);
    }

    public void Dispose()
    {
        foreach (SampleBuffer block in _blocks) block.Dispose();
    }

    private Span<byte> Of(int position)
    {
        (int row, int column) = Math.DivRem(position, _cube.Shape.ScanX);
        (int block, row) = Math.DivRem(row, _blockRows);
        return _blocks[block].Span(((long)row * _cube.Shape.ScanX + column) * _cube.PatternBytes, (int)_cube.PatternBytes);
    }

    private sealed class View(DensePatterns patterns) : PositionView
    {
        public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
        {
            int position = scanY * patterns._cube.Shape.ScanX + scanX;
            MemoryMarshal.AsBytes(pattern).CopyTo(patterns.Of(position));
            Volatile.Write(ref patterns._has[position], true);
        }
    }
}
