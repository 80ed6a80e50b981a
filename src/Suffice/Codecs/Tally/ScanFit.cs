using System.Numerics;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>
/// Fits the parameters of prediction by scan positions to a chunk, one after the other, on some of its patterns: how far around
/// a position others are believed, and how strongly at each stage.
/// </summary>
/// <remarks>
/// References weighted by linear prediction from the scan's autocorrelation, negative weights among them, were no better on any
/// set that was tried, and far worse where the scan changes.
/// </remarks>
internal sealed class ScanFit<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const int MostPatterns = 16, FewestPatterns = 4, PatternsPerTried = 16;
    private const int Sweeps = 3;
    private const int Neighbourhood = 4;

    // Where to begin: beliefs, then a neighbourhood.
    private static readonly int[] Usual = [3, 2, 4, 4, 1];

    private static readonly (int Dy, int Dx, int Weight)[][] Neighbourhoods = [Around(0.7), Around(1.1), Around(1.7), Around(2.5), Around(4)];
    private static readonly float[] Beliefs = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 1e9f];

    private readonly int[] _chosen = new int[Usual.Length];
    private float[] _rates = [];
    private byte[] _classes = [];

    /// <summary>Changes the parameters of rates that have begun, to those that suit the chunk.</summary>
    public void Fit(ReadOnlySpan<T> samples, CubeShape shape, ScanRateSource<T> source, ScanParameters parameters)
    {
        Usual.CopyTo(_chosen, 0);
        Set(parameters);
        double least = Cost(samples, shape, source);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int k = 0; k < _chosen.Length; k++)
            {
                foreach (int step in (ReadOnlySpan<int>)[-1, 1])
                {
                    bool improved = false;
                    while (Improves(k, step, samples, shape, source, parameters, ref least)) improved = true;
                    if (improved) break;
                }
            }
        }
    }

    private bool Improves(
        int k, int step, ReadOnlySpan<T> samples, CubeShape shape, ScanRateSource<T> source, ScanParameters parameters, ref double least)
    {
        int choices = k == Neighbourhood ? Neighbourhoods.Length : Beliefs.Length, before = _chosen[k];
        if ((uint)(before + step) >= choices) return false;
        _chosen[k] = before + step;
        Set(parameters);
        double cost = Cost(samples, shape, source);
        if (cost < least)
        {
            least = cost;
            return true;
        }
        _chosen[k] = before;
        Set(parameters);
        return false;
    }

    private void Set(ScanParameters parameters)
    {
        parameters.SetReferences(Neighbourhoods[_chosen[Neighbourhood]]);
        (parameters.Far, parameters.Near, parameters.Own, parameters.Rows) = (Beliefs[_chosen[0]], Beliefs[_chosen[1]], Beliefs[_chosen[2]], Beliefs[_chosen[3]]);
    }

    private double Cost(ReadOnlySpan<T> samples, CubeShape shape, ScanRateSource<T> source)
    {
        int patterns = shape.ScanY * shape.ScanX, pixels = (int)shape.PatternSamples, width = shape.DetectorX;
        int tried = Math.Min(patterns, Math.Clamp(patterns / PatternsPerTried, FewestPatterns, MostPatterns));
        Scratch.Of(ref _rates, width + 64);
        Scratch.Of(ref _classes, width + 64);
        double cost = 0;
        for (int i = 0; i < tried; i++)
        {
            int number = (int)((i + 0.7) * patterns / tried);
            ReadOnlySpan<T> pattern = samples.Slice(number * pixels, pixels);
            source.BeginPattern(samples, number);
            for (int y = 0; y < shape.DetectorY; y++)
            {
                ReadOnlySpan<T> row = pattern.Slice(y * width, width);
                source.NextRow(_rates, _classes);
                cost += RateCost.OfRow(_rates, row);
                source.EndRow(row);
            }
        }
        return cost;
    }

    // The nearest earlier positions, by a Gaussian; those that round to nothing are left out.
    private static (int Dy, int Dx, int Weight)[] Around(double width)
    {
        const int reach = 5;
        List<(int Dy, int Dx, int Weight)> all = [];
        for (int dy = 0; dy <= reach; dy++)
        {
            for (int dx = -reach; dx <= reach; dx++)
            {
                bool isEarlier = dy > 0 || dx > 0;
                int weight = (int)Math.Round(ScanParameters.MostWeight * Math.Exp((1 - dy * dy - dx * dx) / (2 * width * width)));
                if (isEarlier && weight > 0) all.Add((dy, dx, weight));
            }
        }
        return [.. all.OrderBy(r => r.Dy * r.Dy + r.Dx * r.Dx).Take(ScanParameters.MostReferences)];
    }
}
