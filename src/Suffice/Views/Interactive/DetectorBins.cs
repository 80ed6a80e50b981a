using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Views.Interactive.Kernels;

namespace Suffice.Views.Interactive;

/// <summary>
/// Sums over square bins of detector pixels for every position: a preview of every virtual image, for cubes that do not fit into memory.
/// Bins that lie wholly under a mask count exactly, cut ones by the part of their pixels that does.
/// </summary>
public sealed class DetectorBins
{
    private readonly CubeShape _shape;
    private readonly float[][] _planes;
    private readonly bool[] _has;

    /// <param name="binPixels">Side of a bin in detector pixels.</param>
    public DetectorBins(CubeShape shape, int binPixels)
    {
        (_shape, BinPixels) = (shape, binPixels);
        (Rows, Columns) = ((shape.DetectorY + binPixels - 1) / binPixels, (shape.DetectorX + binPixels - 1) / binPixels);
        int positions = checked((int)shape.Patterns);
        _planes = [.. Enumerable.Range(0, Rows * Columns).Select(_ => new float[positions])];
        _has = new bool[positions];
    }

    /// <summary>Extents of the cube.</summary>
    public CubeShape Shape => _shape;

    /// <summary>Whether all positions were filled from somewhere else than a pass.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Side of a bin in detector pixels.</summary>
    public int BinPixels { get; }

    /// <summary>Rows of bins.</summary>
    public int Rows { get; }

    /// <summary>Columns of bins.</summary>
    public int Columns { get; }

    public long Bytes => BytesFor(_shape, BinPixels);

    /// <summary>What to add to a pass so that it fills this.</summary>
    public PositionView Filler => new View(this);

    /// <summary>The smallest bins, of a power of two pixels, whose sums fit into so much memory.</summary>
    public static int BinPixelsFor(CubeShape shape, long maxBytes)
    {
        int binPixels = 1;
        while (BytesFor(shape, binPixels) > maxBytes && binPixels < Math.Max(shape.DetectorY, shape.DetectorX)) binPixels *= 2;
        return binPixels;
    }

    /// <summary>Whether a position was filled.</summary>
    public bool Has(int position) => Volatile.Read(ref _has[position]);

    /// <summary>The sums of one bin at all positions, row-major over the scan.</summary>
    public Span<float> Plane(int row, int column) => _planes[row * Columns + column];

    /// <summary>Marks all positions as filled, for one who has filled the planes.</summary>
    public void MarkComplete()
    {
        Array.Fill(_has, true);
        IsComplete = true;
    }

    /// <summary>The image under a mask, or the centre of mass under it; NaN at positions that are not filled yet.</summary>
    public double[][] Image(VirtualDetector detector, int threads, CancellationToken cancellation)
    {
        (float[] weights, bool[] isCut) = Weights(detector.Mask);
        int positions = _has.Length, parts = Math.Clamp(positions / 4096, 1, 4 * threads);
        double[][] planes = detector.IsCentreOfMass ? [new double[positions], new double[positions]] : [new double[positions]];
        OrderedWork.RunUnordered<object>(parts, threads, () => weights, (part, _) =>
        {
            int start = (int)((long)positions * part / parts), count = (int)((long)positions * (part + 1) / parts) - start;
            float[] sum = WeightedSum(start, count, (row, column) => weights[row * Columns + column]);
            if (!detector.IsCentreOfMass)
            {
                Store(planes[0], sum, start);
                return;
            }
            double half = (BinPixels - 1) / 2.0;
            float[] rows = WeightedSum(start, count, (row, column) => (float)(weights[row * Columns + column] * (row * BinPixels + half)));
            float[] columns = WeightedSum(start, count, (row, column) => (float)(weights[row * Columns + column] * (column * BinPixels + half)));
            for (int i = 0; i < count; i++) (rows[i], columns[i]) = (rows[i] / sum[i], columns[i] / sum[i]);
            Store(planes[0], rows, start);
            Store(planes[1], columns, start);
        }, cancellation);
        return planes;
    }

    /// <summary>Whether a mask is made of whole bins, so that its image is exact.</summary>
    public bool IsExactFor(DetectorMask mask) => !Weights(mask).IsCut.Contains(true);

    private static long BytesFor(CubeShape shape, int binPixels) =>
        (long)((shape.DetectorY + binPixels - 1) / binPixels) * ((shape.DetectorX + binPixels - 1) / binPixels) * shape.Patterns * sizeof(float);

    private (float[] Weights, bool[] IsCut) Weights(DetectorMask mask)
    {
        int[] inMask = new int[Rows * Columns];
        foreach (PixelRun run in mask.Runs)
            for (int x = run.Column; x < run.Column + run.Length; x++) inMask[run.Row / BinPixels * Columns + x / BinPixels]++;
        float[] weights = new float[inMask.Length];
        bool[] isCut = new bool[inMask.Length];
        for (int i = 0; i < inMask.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, Columns);
            int pixels = Math.Min(BinPixels, _shape.DetectorY - row * BinPixels) * Math.Min(BinPixels, _shape.DetectorX - column * BinPixels);
            (weights[i], isCut[i]) = ((float)inMask[i] / pixels, inMask[i] > 0 && inMask[i] < pixels);
        }
        return (weights, isCut);
    }

    private float[] WeightedSum(int start, int count, Func<int, int, float> weightOf)
    {
        float[] sum = new float[count];
        for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++)
                if (weightOf(row, column) is not 0 and float weight) AddScaled(_planes[row * Columns + column].AsSpan(start, count), weight, sum);
        return sum;
    }

    private static void AddScaled(ReadOnlySpan<float> values, float factor, Span<float> sum)
    {
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(values);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(sum);
        for (int i = 0; i < to.Length; i++) to[i] += from[i] * factor;
        for (int i = to.Length * Vector<float>.Count; i < sum.Length; i++) sum[i] += values[i] * factor;
    }

    private void Store(double[] plane, float[] values, int start)
    {
        for (int i = 0; i < values.Length; i++) plane[start + i] = Has(start + i) ? values[i] : double.NaN;
    }

    private sealed class View(DetectorBins bins) : PositionView, ISparsePositionView
    {
        public void Measure(int scanY, int scanX, SparsePattern pattern)
        {
            CubeShape shape = bins._shape;
            int position = scanY * shape.ScanX + scanX, side = bins.BinPixels;
            foreach (float[] plane in bins._planes) plane[position] = 0;
            foreach (PixelCount count in pattern.Counts)
            {
                (int y, int x) = Math.DivRem(count.Pixel, shape.DetectorX);
                bins._planes[y / side * bins.Columns + x / side][position] += (float)(count.Count * pattern.Unit);
            }
            Volatile.Write(ref bins._has[position], true);
        }

        public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
        {
            CubeShape shape = bins._shape;
            int position = scanY * shape.ScanX + scanX, side = bins.BinPixels;
            float[] line = ArrayPool<float>.Shared.Rent(shape.DetectorX);
            Span<float> sums = line.AsSpan(0, shape.DetectorX);
            for (int row = 0; row < bins.Rows; row++)
            {
                sums.Clear();
                for (int y = row * side; y < Math.Min(shape.DetectorY, (row + 1) * side); y++) LineSums.Add(pattern.Slice(y * shape.DetectorX, shape.DetectorX), sums);
                for (int column = 0; column < bins.Columns; column++)
                {
                    float sum = 0;
                    foreach (float value in sums.Slice(column * side, Math.Min(side, shape.DetectorX - column * side))) sum += value;
                    bins._planes[row * bins.Columns + column][position] = sum;
                }
            }
            ArrayPool<float>.Shared.Return(line);
            Volatile.Write(ref bins._has[position], true);
        }
    }
}
