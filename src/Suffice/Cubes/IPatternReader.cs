namespace Suffice.Cubes;

/// <summary>Takes one pattern: all detector pixels, row-major, in the machine's byte order. The samples are there during the call only.</summary>
public delegate void PatternVisitor(int scanY, int scanX, ReadOnlySpan<byte> pattern);

/// <summary>A reader that can hand over patterns where it decodes them: what looks at each of them once needs no memory for many.</summary>
public interface IPatternReader : ICubeReader
{
    /// <summary>Whether it can: what is decoded at once must be whole patterns.</summary>
    bool CanVisit { get; }

    /// <summary>Whether a pattern costs little more than its own decoding, and not that of all in its block.</summary>
    bool CanSkip { get; }

    /// <summary>Hands over patterns of some regions, each once, in any order, on several threads at once.</summary>
    /// <param name="regions">Whole patterns; must lie within <c>Cube.Shape</c>.</param>
    /// <param name="isWanted">Tells of a position's row and column whether it is wanted; null for all.</param>
    /// <exception cref="CubeFileException">The file is damaged or shorter than it says.</exception>
    void Visit(
        IReadOnlyList<CubeRegion> regions, PatternVisitor visit, int threads, CancellationToken cancellation, Func<int, int, bool>? isWanted = null);
}
