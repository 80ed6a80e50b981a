using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>A rectangle of probe positions of a cube, as a cube of its own.</summary>
/// <remarks>Its blocks are those of the file, so that a rectangle that cuts through them reads some twice. It does not own the reader.</remarks>
public sealed class ScanCrop : IPatternReader
{
    private readonly ICubeReader _whole;
    private readonly ScanRegion _region;

    /// <exception cref="ArgumentException">The rectangle is empty or reaches beyond the scan; the message is for the user.</exception>
    public ScanCrop(ICubeReader whole, ScanRegion region)
    {
        CubeShape shape = whole.Cube.Shape;
        if (!region.IsWithin(shape))
            throw new ArgumentException($"positions {region} are not all within the scan of {shape.ScanY} x {shape.ScanX}");
        (_whole, _region) = (whole, region);
        Cube cube = whole.Cube;
        Axis rows = ViewKinds.ScanAxes(cube)[0], columns = ViewKinds.ScanAxes(cube)[1];
        Cube = cube with
        {
            ScanAxes =
            [
                rows with { Length = region.Rows, Offset = rows.Offset + region.Row * rows.Scale },
                columns with { Length = region.Columns, Offset = columns.Offset + region.Column * columns.Scale },
            ],
            Shape = shape with { ScanY = region.Rows, ScanX = region.Columns },
        };
    }

    public Cube Cube { get; }

    public CubeShape BlockShape => _whole.BlockShape;

    public void Read(in CubeRegion region, Span<byte> samples, int threads) =>
        _whole.Read(region with { ScanY = region.ScanY + _region.Row, ScanX = region.ScanX + _region.Column }, samples, threads);

    public bool CanVisit => _whole is IPatternReader { CanVisit: true };

    public bool CanSkip => _whole is IPatternReader { CanSkip: true };

    public void Visit(
        IReadOnlyList<CubeRegion> regions, PatternVisitor visit, int threads, CancellationToken cancellation, Func<int, int, bool>? isWanted = null)
    {
        (int row, int column) = (_region.Row, _region.Column);
        ((IPatternReader)_whole).Visit(
            [.. regions.Select(region => region with { ScanY = region.ScanY + row, ScanX = region.ScanX + column })],
            (y, x, pattern) => visit(y - row, x - column, pattern), threads, cancellation, isWanted is null ? null : (y, x) => isWanted(y - row, x - column));
    }

    public void Dispose()
    {
    }
}
