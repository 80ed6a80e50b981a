namespace Suffice.Views;

/// <summary>
/// The correlation of a pattern with a disc within a ring, at whole pixels: from sums along rows, so that a disc costs two look-ups a row and
/// nothing wraps around the edges.
/// </summary>
internal sealed class CorrelationImage
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly double _ringWeight;
    private readonly double _spacing;
    private readonly double[] _samples;
    private readonly double[] _sums;
    private readonly double[] _correlation;
    private readonly int[] _discHalfWidths;
    private readonly int[] _ringHalfWidths;

    public CorrelationImage(DiscTemplate template, int rows, int columns)
    {
        (_rows, _columns, _spacing) = (rows, columns, Math.Max(2, template.RadiusPixels));
        _samples = new double[checked(rows * columns)];
        _sums = new double[rows * (columns + 1)];
        _correlation = new double[rows * columns];
        _discHalfWidths = HalfWidths(template.RadiusPixels);
        _ringHalfWidths = HalfWidths(template.RingPixels);
        double disc = Area(_discHalfWidths);
        _ringWeight = disc / (Area(_ringHalfWidths) - disc);
    }

    /// <summary>The pattern, row-major, to be filled by the caller.</summary>
    public Span<double> Samples => _samples;

    /// <summary>Correlates the samples.</summary>
    public void Correlate()
    {
        for (int y = 0; y < _rows; y++)
        {
            double sum = 0;
            for (int x = 0; x < _columns; x++) _sums[y * (_columns + 1) + x + 1] = sum += _samples[y * _columns + x];
        }
        Array.Clear(_correlation);
        AddDisc(_discHalfWidths, 1 + _ringWeight);
        AddDisc(_ringHalfWidths, -_ringWeight);
    }

    /// <summary>The strongest maxima, none nearer to a stronger one than a disc's radius.</summary>
    public IEnumerable<(int Row, int Column, double Value)> Maxima(int most)
    {
        List<(int Row, int Column, double Value)> candidates = [];
        for (int y = 1; y < _rows - 1; y++)
            for (int x = 1; x < _columns - 1; x++)
                if (IsMaximum(y, x)) candidates.Add((y, x, _correlation[y * _columns + x]));
        candidates.Sort((a, b) => b.Value.CompareTo(a.Value));
        List<(int Row, int Column, double Value)> kept = [];
        foreach ((int row, int column, double value) in candidates)
        {
            if (kept.Count == most) break;
            if (kept.Exists(other => Math.Pow(other.Row - row, 2) + Math.Pow(other.Column - column, 2) < _spacing * _spacing)) continue;
            kept.Add((row, column, value));
        }
        return kept;
    }

    private void AddDisc(int[] halfWidths, double weight)
    {
        int reach = halfWidths.Length / 2;
        for (int dy = -reach; dy <= reach; dy++)
        {
            int half = halfWidths[dy + reach];
            for (int y = Math.Max(0, -dy); y < Math.Min(_rows, _rows - dy); y++)
            {
                ReadOnlySpan<double> sums = _sums.AsSpan((y + dy) * (_columns + 1), _columns + 1);
                Span<double> line = _correlation.AsSpan(y * _columns, _columns);
                for (int x = 0; x < line.Length; x++)
                    line[x] += weight * (sums[Math.Min(_columns, x + half + 1)] - sums[Math.Max(0, x - half)]);
            }
        }
    }

    private bool IsMaximum(int y, int x)
    {
        double value = _correlation[y * _columns + x];
        if (!(value > 0)) return false;
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++)
            {
                double other = _correlation[(y + dy) * _columns + x + dx];
                // Of equal neighbours the first one counts.
                if (other > value || (other == value && (dy < 0 || (dy == 0 && dx < 0)))) return false;
            }
        return true;
    }

    private static int[] HalfWidths(double radius)
    {
        int reach = (int)radius;
        return [.. Enumerable.Range(-reach, 2 * reach + 1).Select(dy => (int)Math.Sqrt(radius * radius - dy * dy))];
    }

    private static double Area(int[] halfWidths) => halfWidths.Sum(half => 2.0 * half + 1);
}
