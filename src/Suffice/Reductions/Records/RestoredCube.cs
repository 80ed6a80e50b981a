using System.Buffers;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Kernels;

namespace Suffice.Reductions.Records;

/// <summary>The cube as it comes back from what a record keeps of its patterns: float64, with the source's extents.</summary>
internal sealed class RestoredCube(ICubeReader stored, PatternRepresentation representation, Cube source) : ICubeReader
{
    private readonly int _factor = representation.ScanFactor;

    public Cube Cube { get; } = source with { Element = ElementType.Float64 };

    public CubeShape BlockShape
    {
        get
        {
            CubeShape block = stored.BlockShape, shape = Cube.Shape;
            return shape with { ScanY = Math.Min(shape.ScanY, block.ScanY * _factor), ScanX = Math.Min(shape.ScanX, block.ScanX * _factor) };
        }
    }

    /// <inheritdoc/>
    /// <param name="region">Whole patterns.</param>
    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        (CubeRegion asked, CubeShape shape) = (region, Cube.Shape);
        if (!region.IsWithin(shape) || region.Extent.PatternSamples != shape.PatternSamples) throw new ArgumentException($"{region} is no region of whole patterns of {shape}", nameof(region));
        int firstRow = region.ScanY / _factor, firstColumn = region.ScanX / _factor;
        CubeShape kept = stored.Cube.Shape with
        {
            ScanY = (region.ScanY + region.Extent.ScanY - 1) / _factor - firstRow + 1,
            ScanX = (region.ScanX + region.Extent.ScanX - 1) / _factor - firstColumn + 1,
        };
        ElementType element = stored.Cube.Element;
        int keptBytes = checked((int)(kept.PatternSamples * element.Bytes()));
        using SampleBuffer buffer = new(kept.Patterns * keptBytes);
        stored.Read(new CubeRegion(firstRow, firstColumn, 0, 0, kept), buffer.Span(), threads);
        ParallelSlices.ForEach(samples, checked((int)Cube.PatternBytes), threads, (i, slice) =>
        {
            (int y, int x) = Math.DivRem((int)i, asked.Extent.ScanX);
            (int row, int column) = ((asked.ScanY + y) / _factor, (asked.ScanX + x) / _factor);
            double[] numbers = ArrayPool<double>.Shared.Rent((int)kept.PatternSamples);
            Span<double> used = numbers.AsSpan(0, (int)kept.PatternSamples);
            StoredValues.Read(element, buffer.Span(((long)(row - firstRow) * kept.ScanX + column - firstColumn) * keptBytes, keptBytes), used);
            int positions = Math.Min(_factor, shape.ScanY - row * _factor) * Math.Min(_factor, shape.ScanX - column * _factor);
            if (positions > 1)
                foreach (ref double number in used) number /= positions;
            representation.Restore(used, MemoryMarshal.Cast<byte, double>(slice));
            ArrayPool<double>.Shared.Return(numbers);
        });
    }

    public void Dispose() => stored.Dispose();
}
