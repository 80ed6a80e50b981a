using Suffice.Cubes;
using Suffice.Reductions.Sufficiency;
using Suffice.Tests.Interop;
using Suffice.Views;

namespace Suffice.Tests.Reductions.Sufficiency;

/// <summary>
/// Answers to questions, apart from the estimators of the library: sums and centres of mass by plain loops, integrals by plain sums of sines
/// and cosines; labels, discs and strain, which are what their estimator says, by a run of it.
/// </summary>
internal sealed class HonestyAnswers(CubeShape shape, ViewContext context)
{
    private const int NoiseTrials = 400;

    private readonly int _pixels = (int)shape.PatternSamples, _positions = (int)shape.Patterns;

    /// <summary>The maps that are compared.</summary>
    public double[][] Of(ViewRequest request, double[] patterns)
    {
        if (request.Name is "clusters" or "strain" or "bragg") return Run(request, patterns);
        (int Pixel, int Row, int Column)[] isIn = Mask(request);
        double[] sums = new double[_positions], rows = new double[_positions], columns = new double[_positions];
        for (int p = 0; p < _positions; p++)
            foreach ((int pixel, int row, int column) in isIn)
            {
                double value = patterns[p * _pixels + pixel];
                sums[p] += value;
                rows[p] += value * row;
                columns[p] += value * column;
            }
        double[][] centres = [[.. rows.Zip(sums, (a, b) => a / b)], [.. columns.Zip(sums, (a, b) => a / b)]];
        return request.Name switch { "com" => centres, "icom" => [Integral(centres[0], centres[1])], _ => [sums] };
    }

    /// <summary>Which of a view's results are compared.</summary>
    public static double[][] Compared(ViewRequest request, IReadOnlyList<ViewResult> results) =>
        [.. TargetKind.Of(request).Compared.Select(name => results.First(result => result.Name == name).Values)];

    /// <summary>Error of answers: root mean square; of labels the part that are others under the best permutation.</summary>
    public double Error(ViewRequest request, double[][] full, double[][] other) => request.Name switch
    {
        "clusters" => Changed(full[0], other[0]),
        "bragg" => Rms(Distances(full[0], other[0], request.Numbers[0])),
        _ => Rms(full.Zip(other, (a, b) => a.Zip(b, (x, y) => x - y)).SelectMany(d => d)),
    };

    /// <summary>Size of answers, for tolerances in percent.</summary>
    public static double Size(ViewRequest request, double[][] values) => request.Name == "clusters" ? 1
        : Rms(values.SelectMany(map => request.Name == "com" ? map.Select(v => v - map.Where(double.IsFinite).Average()) : map));

    /// <summary>Standard deviation under repetition: from the rates to first order in the counts, or from repetitions.</summary>
    public double Sigma(ViewRequest request, double[] rates, Func<int, double[]> repetition)
    {
        if (request.Name == "clusters") return double.NaN;
        if (request.Name is "strain" or "bragg")
        {
            double[][][] repeated = [.. Enumerable.Range(1, 4).Select(i => Of(request, repetition(i)))];
            double[] errors = [Error(request, repeated[0], repeated[1]), Error(request, repeated[2], repeated[3])];
            return Rms(errors) / Math.Sqrt(2);
        }
        double[][] mean = Of(request.Name == "icom" ? request with { Name = "com" } : request, rates);
        if (request.Name is not ("com" or "icom")) return Math.Sqrt(mean[0].Average());
        (double[] rows, double[] columns) = CentreVariances(request, rates, mean);
        if (request.Name == "com") return Math.Sqrt((rows.Average() + columns.Average()) / 2);
        Random random = new(1);
        double square = 0;
        for (int trial = 0; trial < NoiseTrials; trial++) square += Integral(Noise(rows), Noise(columns)).Average(value => value * value) / NoiseTrials;
        return Math.Sqrt(square);

        double[] Noise(double[] variances) => Array.ConvertAll(variances, variance => Math.Sqrt(12 * variance) * (random.NextDouble() - 0.5));
    }

    private (double[] Rows, double[] Columns) CentreVariances(ViewRequest request, double[] rates, double[][] mean)
    {
        (int Pixel, int Row, int Column)[] isIn = Mask(request);
        double[] rows = new double[_positions], columns = new double[_positions];
        for (int p = 0; p < _positions; p++)
        {
            double sum = 0;
            foreach ((int pixel, int row, int column) in isIn)
            {
                double rate = rates[p * _pixels + pixel], offRow = row - mean[0][p], offColumn = column - mean[1][p];
                sum += rate;
                rows[p] += rate * offRow * offRow;
                columns[p] += rate * offColumn * offColumn;
            }
            (rows[p], columns[p]) = (rows[p] / (sum * sum), columns[p] / (sum * sum));
        }
        return (rows, columns);
    }

    // The scan mirrored at its edges is a sum of cosines; each is fitted to the sines that its derivatives are.
    private double[] Integral(double[] fieldRow, double[] fieldColumn)
    {
        int rows = shape.ScanY, columns = shape.ScanX;
        double meanRow = fieldRow.Where(double.IsFinite).Average(), meanColumn = fieldColumn.Where(double.IsFinite).Average();
        double[,] a = new double[rows, columns], result = new double[rows, columns];
        double[,] alongRow = Twice(fieldRow, meanRow, Math.Sin, Math.Cos), alongColumn = Twice(fieldColumn, meanColumn, Math.Cos, Math.Sin);
        for (int m = 0; m < rows; m++)
            for (int n = 0; n < columns; n++)
            {
                double ky = m / (2.0 * rows), kx = n / (2.0 * columns), square = ky * ky + kx * kx;
                if (square > 0) a[m, n] = -(ky * alongRow[m, n] + kx * alongColumn[m, n]) / (2 * Math.PI * square) * (m == 0 ? 1 : 2) * (n == 0 ? 1 : 2) / (rows * columns);
            }
        double[,] half = new double[rows, columns];
        for (int y = 0; y < rows; y++)
            for (int m = 0; m < rows; m++)
                for (int n = 0; n < columns; n++) half[y, n] += a[m, n] * Math.Cos(Math.PI * m * (y + 0.5) / rows);
        double[] integral = new double[rows * columns];
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < columns; x++)
                for (int n = 0; n < columns; n++) integral[y * columns + x] += half[y, n] * Math.Cos(Math.PI * n * (x + 0.5) / columns);
        return integral;

        double[,] Twice(double[] field, double mean, Func<double, double> ofRow, Func<double, double> ofColumn)
        {
            double[,] across = new double[rows, columns], both = new double[rows, columns];
            for (int y = 0; y < rows; y++)
                for (int n = 0; n < columns; n++)
                    for (int x = 0; x < columns; x++)
                        if (double.IsFinite(field[y * columns + x])) across[y, n] += (field[y * columns + x] - mean) * ofColumn(Math.PI * n * (x + 0.5) / columns);
            for (int m = 0; m < rows; m++)
                for (int y = 0; y < rows; y++)
                    for (int n = 0; n < columns; n++) both[m, n] += across[y, n] * ofRow(Math.PI * m * (y + 0.5) / rows);
            return both;
        }
    }

    private double[][] Run(ViewRequest request, double[] patterns)
    {
        using MemoryCube cube = new(ElementType.Float64, shape, System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(patterns).ToArray());
        PlannedView view = ViewKinds.Of(request).Plan(request, context);
        ViewPass.Run(cube, view.Positions, [], 2);
        return Compared(request, view.Results());
    }

    // Of few groups all permutations.
    private double Changed(double[] full, double[] other)
    {
        int groups = 1 + (int)Math.Max(full.Max(), other.Max());
        int[,] both = new int[groups, groups];
        for (int p = 0; p < _positions; p++) both[(int)other[p], (int)full[p]]++;
        return 1 - (double)Most(0, 0) / _positions;

        int Most(int group, int taken)
        {
            if (group == groups) return 0;
            int most = 0;
            for (int label = 0; label < groups; label++)
                if ((taken & (1 << label)) == 0) most = Math.Max(most, both[group, label] + Most(group + 1, taken | (1 << label)));
            return most;
        }
    }

    // Strongest first, each with the nearest that is left within the radius.
    private IEnumerable<double> Distances(double[] full, double[] other, double radius)
    {
        int mostFull = full.Length / _positions / 3, mostOther = other.Length / _positions / 3;
        for (int p = 0; p < _positions; p++)
        {
            List<(double Row, double Column)> left = [.. Discs(other, p, mostOther)];
            foreach ((double row, double column) in Discs(full, p, mostFull))
            {
                (double Distance, int Index) nearest = left.Select((disc, i) => (Math.Sqrt(Math.Pow(disc.Row - row, 2) + Math.Pow(disc.Column - column, 2)), i)).DefaultIfEmpty((radius, -1)).Min();
                yield return Math.Min(radius, nearest.Distance);
                if (nearest.Distance < radius) left.RemoveAt(nearest.Index);
            }
            foreach (var _ in left) yield return radius;
        }
    }

    private static IEnumerable<(double Row, double Column)> Discs(double[] table, int position, int most) => Enumerable.Range(position * most, most)
        .Where(i => !double.IsNaN(table[3 * i])).Select(i => (table[3 * i], table[3 * i + 1]));

    private static double Rms(IEnumerable<double> differences)
    {
        double[] all = [.. differences.Where(double.IsFinite)];
        return all.Length == 0 ? 0 : Math.Sqrt(all.Sum(d => d * d) / all.Length);
    }

    private (int Pixel, int Row, int Column)[] Mask(ViewRequest request)
    {
        bool[] isIn = new bool[_pixels];
        for (int i = 0; i < isIn.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, shape.DetectorX);
            double distance = request.Centre is var (row, column) ? Math.Sqrt(Math.Pow(y - row, 2) + Math.Pow(x - column, 2)) : 0;
            bool isInside = request.Numbers switch
            {
                [] => true,
                [double radius] => distance < radius,
                [double inner, double outer] => distance >= inner && distance < outer,
                double[] box => y >= box[0] && y < box[2] && x >= box[1] && x < box[3],
            };
            isIn[i] = isInside && (context.Excluded.IsEmpty || !context.Excluded.Span[i]);
        }
        return [.. Enumerable.Range(0, _pixels).Where(i => isIn[i]).Select(i => (i, i / shape.DetectorX, i % shape.DetectorX))];
    }
}
