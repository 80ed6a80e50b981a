namespace Suffice.Sources;

/// <summary>Frames of an acquisition that lie in one file, or that lie in none.</summary>
/// <param name="Path">The file; null where the frames are missing.</param>
/// <param name="First">Number of the first of them in the acquisition, from 0.</param>
/// <param name="Count">How many they are.</param>
internal sealed record FramePart(string? Path, long First, long Count)
{
    /// <summary>Number of the first frame behind this part.</summary>
    public long End => First + Count;
}
