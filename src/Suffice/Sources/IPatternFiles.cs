using System.Collections.Immutable;

namespace Suffice.Sources;

/// <summary>
/// A cube whose patterns lie in files as they are: what one must know to take those files apart and to put them together again.
/// </summary>
internal interface IPatternFiles
{
    /// <summary>Where the patterns lie, in the order of their numbers; those in no run are zeros. Empty where pixels are packed.</summary>
    ImmutableArray<PatternRun> Runs { get; }

    /// <summary>Throws where the header in front of a pattern is not what the first one promised.</summary>
    void CheckHeader(string path, long frame, long offset, ReadOnlySpan<byte> header);
}
