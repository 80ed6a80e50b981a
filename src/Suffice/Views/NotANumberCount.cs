using Suffice.Cubes;
using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>Counts samples that are not a number, outside the pixels that are left out anyway, and remembers the first one.</summary>
public sealed class NotANumberCount(int patternPixels, int scanColumns, ReadOnlyMemory<bool> excluded) : PositionView, ISparsePositionView
{
    private readonly Lock _gate = new();
    private long _first = long.MaxValue;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Position and pixel of the first one, each counted row-major.</summary>
    public (long Position, int Pixel) First => ((_first / patternPixels), (int)(_first % patternPixels));

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) return;
        ReadOnlySpan<bool> isOut = excluded.Span;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (!double.IsNaN(RunSums.Value(pattern[i])) || (!isOut.IsEmpty && isOut[i])) continue;
            lock (_gate)
            {
                Count++;
                _first = Math.Min(_first, ((long)scanY * scanColumns + scanX) * patternPixels + i);
            }
        }
    }

    // Counts are numbers.
    public void Measure(int scanY, int scanX, SparsePattern pattern)
    {
    }
}
