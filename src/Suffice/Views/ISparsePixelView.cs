using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>A <see cref="PixelView"/> that makes the very same of the patterns' counts above zero, in any order of the patterns.</summary>
public interface ISparsePixelView
{
    /// <summary>An empty view for one thread to add patterns to.</summary>
    ISparsePixelView Part();

    /// <summary>Adds one pattern.</summary>
    void Add(SparsePattern pattern);

    /// <summary>Adds what a part holds. One thread at a time.</summary>
    void Merge(ISparsePixelView part);
}
