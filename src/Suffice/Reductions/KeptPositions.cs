using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>What a record gets to see of the numbers that are kept.</summary>
/// <param name="row">Row of the kept scan.</param>
/// <param name="column">Column of the kept scan.</param>
/// <param name="stored">Numbers, rounded to the type in which they are stored.</param>
public delegate void KeptNumbers(int row, int column, ReadOnlySpan<double> stored);

/// <summary>Takes patterns in and makes the numbers that are kept of them.</summary>
public abstract class KeptPositions : PositionView
{
    /// <summary>Is told the numbers of every position, by several threads at once; null where nobody listens.</summary>
    public KeptNumbers? Listener { get; set; }
}
