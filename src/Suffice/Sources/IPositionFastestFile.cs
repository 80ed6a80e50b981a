namespace Suffice.Sources;

/// <summary>A cube whose samples lie in one file, position-fastest: what one must know to take the file apart and to put it together again.</summary>
internal interface IPositionFastestFile
{
    /// <summary>The file, and the byte at which its samples begin.</summary>
    (string Path, long Offset) Samples { get; }
}
