using System.Collections.Concurrent;
using System.Collections.Immutable;
using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>What counts as a Bragg disc.</summary>
/// <param name="MostDiscs">The strongest ones that are kept in each pattern.</param>
/// <param name="LeastRelative">Weakest disc, relative to the strongest in the pattern.</param>
/// <param name="LeastSigma">Weakest disc in standard deviations of its own shot noise.</param>
public sealed record BraggOptions(int MostDiscs = 70, double LeastRelative = 0.002, double LeastSigma = 5);

/// <summary>
/// The Bragg discs of each pattern: maxima of its correlation with a <see cref="DiscTemplate"/>, refined to a fraction of a pixel by Newton
/// steps on the exact correlation.
/// </summary>
public sealed class BraggDiscs : PositionView
{
    private const int MostSteps = 12;
    private const double Converged = 1e-4, LargestStep = 0.5;

    private readonly DiscTemplate _template;
    private readonly BraggOptions _options;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _scanColumns;
    private readonly bool[] _isUsed;
    private readonly ImmutableArray<BraggPeak>[] _peaks;
    private readonly ConcurrentBag<CorrelationImage> _images = [];

    public BraggDiscs(DiscTemplate template, DetectorMask mask, int scanRows, int scanColumns, BraggOptions? options = null)
    {
        (_template, _options, _rows, _columns, _scanColumns) = (template, options ?? new BraggOptions(), mask.Rows, mask.Columns, scanColumns);
        _isUsed = mask.ToArray();
        _peaks = new ImmutableArray<BraggPeak>[checked(scanRows * scanColumns)];
        Array.Fill(_peaks, []);
    }

    /// <summary>The discs of each position, strongest first; positions row-major.</summary>
    public IReadOnlyList<ImmutableArray<BraggPeak>> Peaks => _peaks;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        if (!_images.TryTake(out CorrelationImage? image)) image = new CorrelationImage(_template, _rows, _columns);
        Span<double> samples = image.Samples;
        for (int i = 0; i < samples.Length; i++) samples[i] = _isUsed[i] ? RunSums.Value(pattern[i]) : 0;
        image.Correlate();
        List<BraggPeak> peaks = [];
        foreach ((int row, int column, double rough) in image.Maxima(_options.MostDiscs))
        {
            if (peaks.Count > 0 && rough < _options.LeastRelative * peaks[0].Intensity) break;
            (BraggPeak peak, double variance) = Refine(samples, row, column);
            if (peak.Intensity > _options.LeastSigma * Math.Sqrt(variance)) peaks.Add(peak);
        }
        _images.Add(image);
        _peaks[scanY * _scanColumns + scanX] = [.. peaks.OrderByDescending(peak => peak.Intensity)];
    }

    // Newton steps on C(s) = sum I T(x - s) along rows and columns: the gradient is exact, the curvature the difference of gradients.
    private (BraggPeak Peak, double Variance) Refine(ReadOnlySpan<double> samples, double row, double column)
    {
        double startRow = row, startColumn = column;
        Correlation at = Evaluate(samples, row, column);
        for (int step = 0; step < MostSteps; step++)
        {
            const double h = 0.25;
            Correlation up = Evaluate(samples, row + h, column), down = Evaluate(samples, row - h, column);
            Correlation right = Evaluate(samples, row, column + h), left = Evaluate(samples, row, column - h);
            double curvatureRow = (up.GradientRow - down.GradientRow) / (2 * h), curvatureColumn = (right.GradientColumn - left.GradientColumn) / (2 * h);
            if (curvatureRow >= 0 || curvatureColumn >= 0) break;
            double stepRow = Math.Clamp(-at.GradientRow / curvatureRow, -LargestStep, LargestStep);
            double stepColumn = Math.Clamp(-at.GradientColumn / curvatureColumn, -LargestStep, LargestStep);
            (row, column) = (row + stepRow, column + stepColumn);
            at = Evaluate(samples, row, column);
            if (Math.Abs(stepRow) + Math.Abs(stepColumn) < Converged) break;
        }
        bool strayed = Math.Abs(row - startRow) > 2 || Math.Abs(column - startColumn) > 2;
        if (strayed) at = Evaluate(samples, row = startRow, column = startColumn);
        return (new BraggPeak(row, column, at.Value), at.Variance);
    }

    private Correlation Evaluate(ReadOnlySpan<double> samples, double row, double column)
    {
        int reach = _template.Reach, firstRow = Math.Max(0, (int)Math.Ceiling(row - reach)), lastRow = Math.Min(_rows - 1, (int)Math.Floor(row + reach));
        int firstColumn = Math.Max(0, (int)Math.Ceiling(column - reach)), lastColumn = Math.Min(_columns - 1, (int)Math.Floor(column + reach));
        double value = 0, variance = 0, gradientRow = 0, gradientColumn = 0;
        for (int y = firstRow; y <= lastRow; y++)
            for (int x = firstColumn; x <= lastColumn; x++)
            {
                double sample = samples[y * _columns + x];
                if (sample == 0) continue;
                double dy = y - row, dx = x - column, distance = Math.Sqrt(dy * dy + dx * dx);
                (double weight, double slope) = _template.At(distance);
                value += sample * weight;
                variance += Math.Abs(sample) * weight * weight;
                if (slope == 0) continue;
                gradientRow -= sample * slope * dy / distance;
                gradientColumn -= sample * slope * dx / distance;
            }
        return new Correlation(value, variance, gradientRow, gradientColumn);
    }

    private readonly record struct Correlation(double Value, double Variance, double GradientRow, double GradientColumn);
}
