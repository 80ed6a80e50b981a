using Suffice.Cubes;
using Suffice.Views.Kernels;

namespace Suffice.Views;

/// <summary>What a virtual detector makes of the pixels that it counts.</summary>
public enum DetectorResponse
{
    Sum,
    Maximum,
}

/// <summary>
/// The image of a virtual detector: for each probe position the sum (or the maximum) of the samples under its mask, in the units of
/// the samples. Integer samples are summed exactly.
/// </summary>
/// <remarks>Ophus, Microsc. Microanal. 25, 563 (2019), section "Virtual imaging".</remarks>
public sealed class VirtualImage(DetectorMask mask, int scanRows, int scanColumns, DetectorResponse response = DetectorResponse.Sum) : PositionView, ISparsePositionView
{
    private readonly double[] _values = new double[checked(scanRows * scanColumns)];

    /// <summary>Row-major over the scan; 0 under an empty mask.</summary>
    public ReadOnlyMemory<double> Values => _values;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern) =>
        _values[scanY * scanColumns + scanX] = response == DetectorResponse.Sum ? Sum(pattern) : Maximum(pattern);

    public void Measure(int scanY, int scanX, SparsePattern pattern) => _values[scanY * scanColumns + scanX] = pattern.Unit
        * (response == DetectorResponse.Sum ? SparseSums.Sum(pattern.Counts, mask.Bits) : SparseSums.Maximum(pattern.Counts, mask.Bits));

    private double Sum<T>(ReadOnlySpan<T> pattern) where T : unmanaged
    {
        double sum = 0;
        foreach (PixelRun run in mask.Runs) sum += RunSums.Sum(pattern.Slice(run.Row * mask.Columns + run.Column, run.Length));
        return sum;
    }

    private double Maximum<T>(ReadOnlySpan<T> pattern) where T : unmanaged
    {
        if (mask.Runs.IsEmpty) return 0;
        double maximum = double.NegativeInfinity;
        foreach (PixelRun run in mask.Runs)
            maximum = Math.Max(maximum, RunSums.Maximum(pattern.Slice(run.Row * mask.Columns + run.Column, run.Length)));
        return maximum;
    }
}
