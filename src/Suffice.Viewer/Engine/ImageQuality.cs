namespace Suffice.Viewer.Engine;

/// <summary>What one who asks for an image wants of it.</summary>
internal enum ImageQuality
{
    /// <summary>The exact image, in parts if it takes long.</summary>
    Exact,

    /// <summary>What can be had at once: exact where possible, else the preview, else what has been read so far.</summary>
    Fast,

    /// <summary>The preview from binned sums, even where the exact image could be had.</summary>
    Preview,
}
