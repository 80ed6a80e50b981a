using System.Numerics;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Fits the parameters of prediction by scan positions to a chunk: references and weights by linear prediction.</summary>
internal sealed class ScanFit<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const int Farthest = 14;
    private const double LeastCorrelation = 0.003;
    private const double LeastWeight = 1e-3;
    private const int MostPatterns = 16;

    private static readonly (int Dy, int Dx)[] Neighbours = [(0, 1), (1, 0), (1, 1), (1, -1)];
    private static readonly float[] Beliefs = [16, 64, 256, 1024, 4096, 16384, 65536, 1e9f];

    private readonly ScanCorrelation<T> _correlation = new();
    private readonly int[] _beliefs = new int[3];

    /// <summary>Changes the parameters of rates that have begun, to those that suit the chunk.</summary>
    public void Fit(ReadOnlySpan<T> samples, CubeShape shape, ScanRates<T> rates, ScanParameters parameters)
    {
        _correlation.Prepare(samples, shape, rates.Means[..(int)shape.PatternSamples]);
        ChooseReferences(shape, parameters);
        (_beliefs[0], _beliefs[1], _beliefs[2]) = (3, 4, 6);
        Set(parameters);
        double least = Cost(samples, shape, rates);
        for (int sweep = 0; sweep < 2; sweep++)
            for (int k = 0; k < 3; k++)
                foreach (int step in (ReadOnlySpan<int>)[-1, 1])
                    while (Improves(k, step, samples, shape, rates, parameters, ref least)) { }
    }

    private bool Improves(int k, int step, ReadOnlySpan<T> samples, CubeShape shape, ScanRates<T> rates, ScanParameters parameters, ref double least)
    {
        int before = _beliefs[k];
        if (before + step < 0 || before + step >= Beliefs.Length) return false;
        _beliefs[k] = before + step;
        Set(parameters);
        double cost = Cost(samples, shape, rates);
        if (cost < least)
        {
            least = cost;
            return true;
        }
        _beliefs[k] = before;
        Set(parameters);
        return false;
    }

    private void Set(ScanParameters parameters) =>
        (parameters.Far, parameters.Near, parameters.Own) = (Beliefs[_beliefs[0]], Beliefs[_beliefs[1]], Beliefs[_beliefs[2]]);

    private static double Cost(ReadOnlySpan<T> samples, CubeShape shape, ScanRates<T> rates)
    {
        int frames = shape.ScanY * shape.ScanX, pixels = (int)shape.PatternSamples, tried = Math.Min(MostPatterns, frames);
        double cost = 0;
        for (int i = 0; i < tried; i++)
        {
            int frame = (int)((i + 0.7) * frames / tried);
            rates.Predict(samples, frame);
            cost += RateCost.OfRow(rates.Rates[..pixels], samples.Slice(frame * pixels, pixels));
        }
        return cost;
    }

    private void ChooseReferences(CubeShape shape, ScanParameters parameters)
    {
        double variance = _correlation.At(0, 0);
        int far = Math.Min(Farthest, Math.Min(shape.ScanX, shape.ScanY) / 2);
        List<(double Value, int Dy, int Dx)> candidates = [];
        for (int dy = 0; dy <= far; dy++)
        {
            for (int dx = -far; dx <= far; dx++)
            {
                if (dy == 0 && dx <= 0) continue;
                // A reference that many patterns lack is worth less.
                double inside = (double)(shape.ScanY - dy) * (shape.ScanX - Math.Abs(dx)) / ((double)shape.ScanY * shape.ScanX);
                candidates.Add((_correlation.At(dy, dx) * (0.5 + 0.5 * inside), dy, dx));
            }
        }
        List<(int Dy, int Dx)> chosen = [.. Neighbours];
        foreach ((double value, int dy, int dx) in candidates.OrderByDescending(c => c.Value))
        {
            if (chosen.Count == ScanParameters.MostReferences || value <= LeastCorrelation * variance) break;
            if (!chosen.Contains((dy, dx))) chosen.Add((dy, dx));
        }
        double[] weights = Weights(chosen, variance);
        double most = weights.Max();
        parameters.Count = 0;
        for (int i = 0; i < chosen.Count; i++)
        {
            int weight = (int)Math.Round(ScanParameters.MostWeight * weights[i] / most);
            if (weight > 0) parameters.Room[parameters.Count++] = (chosen[i].Dy, chosen[i].Dx, weight);
        }
    }

    // Normal equations of linear prediction; the most negative weight is dropped until there is none.
    private double[] Weights(List<(int Dy, int Dx)> chosen, double variance)
    {
        while (true)
        {
            int n = chosen.Count;
            double[] right = [.. chosen.Select(o => _correlation.At(o.Dy, o.Dx))];
            double[,] matrix = new double[n, n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    matrix[i, j] = i == j ? Math.Max(1e-12, variance * 1.001) : _correlation.At(chosen[i].Dy - chosen[j].Dy, chosen[i].Dx - chosen[j].Dx);
            Solve(matrix, right);
            int worst = Array.IndexOf(right, right.Min());
            if (n == 1) return [1];
            if (right[worst] >= LeastWeight) return right;
            chosen.RemoveAt(worst);
        }
    }

    private static void Solve(double[,] m, double[] right)
    {
        int n = right.Length;
        for (int i = 0; i < n; i++)
        {
            double pivot = Math.Abs(m[i, i]) > 1e-300 ? m[i, i] : 1e-300;
            for (int k = 0; k < n; k++)
            {
                if (k == i) continue;
                double factor = m[k, i] / pivot;
                for (int j = i; j < n; j++) m[k, j] -= factor * m[i, j];
                right[k] -= factor * right[i];
            }
        }
        for (int i = 0; i < n; i++) right[i] /= Math.Abs(m[i, i]) > 1e-300 ? m[i, i] : 1e-300;
    }
}
