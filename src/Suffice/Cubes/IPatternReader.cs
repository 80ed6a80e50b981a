namespace Suffice.Cubes;

/// <summary>Takes one pattern: all detector pixels, row-major, in the machine's byte order. The samples are there during the call only.</summary>
public delegate void PatternVisitor(int scanY, int scanX, ReadOnlySpan<byte> pattern);

/// <summary>A reader that can hand over patterns where it decodes them: what looks at each of them once needs no memory for many.</summary>
public interface IPatternReader : ICubeReader
{
    /// <summary>Whether it can: what is decoded at once must be whole patterns.</summary>
    bool CanVisit { get; }

    /// <summary>Hands over every pattern of some regions once, in any order, on several threads at once.</summary>
    /// <param name="regions">Whole patterns; must lie within <c>Cube.Shape</c>.</param>
    /// <exception cref="CubeFileException">The file is damaged or shorter than it says.</exception>
    void Visit(IReadOnlyList<CubeRegion> regions, PatternVisitor visit, int threads, CancellationToken cancellation);
}
