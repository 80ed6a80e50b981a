namespace Suffice.Sources;

/// <summary>Patterns that follow one another in a file, each behind a header, in the cube's stored byte order.</summary>
/// <param name="Path">The file.</param>
/// <param name="Offset">Byte at which the first header begins.</param>
/// <param name="HeaderBytes">Length of the header in front of every pattern; 0 where there is none.</param>
/// <param name="FirstPattern">Number of the first pattern in the cube's scan.</param>
/// <param name="Patterns">How many they are.</param>
internal sealed record PatternRun(string Path, long Offset, int HeaderBytes, long FirstPattern, long Patterns);
