using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>A <see cref="PositionView"/> that makes the very same of a pattern's counts above zero, at a cost for each of these and not for each pixel.</summary>
public interface ISparsePositionView
{
    /// <summary>Measures one pattern; else as <see cref="PositionView.Measure"/>.</summary>
    void Measure(int scanY, int scanX, SparsePattern pattern);
}
