namespace Suffice.Views.Interactive;

/// <summary>Patterns in memory, in a form from which images and patterns are made at once. Filled while a pass goes over the cube.</summary>
public interface IResidentPatterns : IDisposable
{
    /// <summary>Memory in use.</summary>
    long Bytes { get; }

    /// <summary>What to add to a pass so that it fills this.</summary>
    PositionView Filler { get; }

    /// <summary>Whether there was room for every pattern so far. Where not, this is of no use.</summary>
    bool Fits { get; }

    /// <summary>Whether the pattern of a position is here.</summary>
    bool Has(int position);

    /// <summary>Measures what is here: the values of all positions, NaN where a pattern is not.</summary>
    /// <returns>One array for a sum or maximum; for the centre of mass its row and its column.</returns>
    double[][] Image(VirtualDetector detector, int threads, CancellationToken cancellation);

    /// <summary>Adds the pattern of a position to a sum. Does nothing where it is not here.</summary>
    void AddTo(Span<double> sum, int position);
}
