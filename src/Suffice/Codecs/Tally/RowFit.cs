using System.Numerics;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Fits the parameters of prediction by rows to a chunk, one after the other, on its first patterns.</summary>
internal sealed class RowFit<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const int MostPatterns = 16;
    private const int ManyPatterns = 8;
    private const int LongRows = 64;

    private readonly RowRateSource<T> _source = new();
    private float[] _rates = [];
    private byte[] _classes = [];

    /// <param name="sweeps">How often each parameter is tried; 0 takes the usual ones.</param>
    public RowParameters Fit(ReadOnlySpan<T> samples, CubeShape shape, float mean, int sweeps)
    {
        int patterns = shape.ScanY * shape.ScanX;
        RowParameters best = RowParameters.Usual(patterns > 1, mean);
        double least = sweeps == 0 ? 0 : Cost(samples, shape, best);
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            for (int k = patterns > 1 ? 0 : 2; k < 5; k++)
            {
                foreach (int direction in (ReadOnlySpan<int>)[-1, 1])
                {
                    bool improved = false;
                    while (Step(ref best, k, k == 0 && sweep == 0 ? 2 * direction : direction, samples, shape, ref least)) improved = true;
                    if (improved) break;
                }
            }
        }
        return best;
    }

    private bool Step(ref RowParameters best, int k, int step, ReadOnlySpan<T> samples, CubeShape shape, ref double least)
    {
        RowParameters next = best;
        int value = k switch { 0 => next.Pattern += step, 1 => next.PatternDecay += step, 2 => next.Near += step, 3 => next.Decay += step, _ => next.Column += step };
        int most = k switch { 0 => RowParameters.NoPattern, 1 or 2 => 7, _ => 3 };
        if (value < 0 || value > most) return false;
        double cost = Cost(samples, shape, next);
        if (cost >= least) return false;
        (best, least) = (next, cost);
        return true;
    }

    // Of several patterns, only the later half counts: the first ones have nothing to be predicted from.
    private double Cost(ReadOnlySpan<T> samples, CubeShape shape, RowParameters parameters)
    {
        int width = shape.DetectorX, pixels = (int)shape.PatternSamples, patterns = Math.Min(MostPatterns, shape.ScanY * shape.ScanX);
        int firstRow = shape.DetectorY >= LongRows ? shape.DetectorY / 4 : 0, rows = shape.DetectorY - 2 * firstRow;
        Scratch.Of(ref _rates, width + 64);
        Scratch.Of(ref _classes, width + 64);
        _source.Begin(parameters, width, pixels);
        double cost = 0;
        for (int frame = 0; frame < patterns; frame++)
        {
            _source.BeginPattern(samples, frame);
            for (int y = firstRow; y < firstRow + rows; y++)
            {
                ReadOnlySpan<T> row = samples.Slice(frame * pixels + y * width, width);
                _source.NextRow(_rates, _classes);
                if (patterns < ManyPatterns || frame >= patterns / 2) cost += RateCost.OfRow(_rates, row);
                _source.EndRow(row);
            }
            _source.EndPattern();
        }
        return cost;
    }
}
