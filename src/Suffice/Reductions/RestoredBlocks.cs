using System.Collections.Concurrent;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>
/// Sums the numbers of neighbouring positions, and shows views the share of each position in the sum. A block is shown when its last
/// pattern has come, whatever the order.
/// </summary>
internal sealed class RestoredBlocks(
    PatternRepresentation representation, IReadOnlyList<LinearView> linear, IReadOnlyList<PositionView> views, CubeShape shape) : KeptPositions
{
    private readonly ConcurrentDictionary<(int Row, int Column), Block> _open = [];
    private readonly int _factor = representation.ScanFactor;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        (int Row, int Column) at = (scanY / _factor, scanX / _factor);
        double[] numbers = new double[representation.Rows * representation.Columns];
        representation.Encode(pattern, numbers);
        int rows = Math.Min(_factor, shape.ScanY - at.Row * _factor), columns = Math.Min(_factor, shape.ScanX - at.Column * _factor);
        Block block = _open.GetOrAdd(at, _ => new Block(numbers.Length));
        lock (block)
        {
            for (int i = 0; i < numbers.Length; i++) block.Sums[i] += numbers[i];
            if (++block.Patterns < rows * columns) return;
        }
        _open.TryRemove(at, out _);
        Show(at.Row, at.Column, rows, columns, block.Sums);
    }

    private void Show(int row, int column, int rows, int columns, double[] sums)
    {
        StoredValues.Round(representation.Element, sums);
        Listener?.Invoke(row, column, sums);
        double[] share = new double[sums.Length], pattern = new double[views.Count == 0 ? 0 : shape.PatternSamples];
        for (int i = 0; i < sums.Length; i++) share[i] = sums[i] / (rows * columns);
        if (views.Count > 0) representation.Restore(share, pattern);
        for (int y = row * _factor; y < row * _factor + rows; y++)
            for (int x = column * _factor; x < column * _factor + columns; x++)
            {
                foreach (LinearView sum in linear) sum.Measure(y, x, share);
                foreach (PositionView view in views) view.Measure<double>(y, x, pattern);
            }
    }

    private sealed class Block(int numbers)
    {
        public double[] Sums { get; } = new double[numbers];

        public int Patterns { get; set; }
    }
}
