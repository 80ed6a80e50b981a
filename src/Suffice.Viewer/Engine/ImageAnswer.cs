namespace Suffice.Viewer.Engine;

/// <summary>An image, or as much of it as there is.</summary>
/// <param name="Planes">Row-major over the scan; NaN where nothing is known.</param>
/// <param name="Part">Part of the positions that were seen, 0 to 1.</param>
/// <param name="IsPreview">Whether the values are approximate, from binned sums.</param>
internal sealed record ImageAnswer(double[][] Planes, double Part, bool IsPreview);
