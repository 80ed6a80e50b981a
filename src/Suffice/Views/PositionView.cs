using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>An estimator that makes something of each diffraction pattern on its own: a value or a vector for every probe position.</summary>
public abstract class PositionView
{
    /// <summary>Measures one pattern. Is called once for each position, in any order, by several threads at once.</summary>
    /// <param name="pattern">All detector pixels, row-major; <typeparamref name="T"/> is the cube's element type.</param>
    public abstract void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern) where T : unmanaged;
}
