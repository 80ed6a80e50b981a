namespace Suffice.Views;

/// <summary>A Bragg disc that was found in a pattern.</summary>
/// <param name="Row">Row of its centre in pixels.</param>
/// <param name="Column">Column of its centre in pixels.</param>
/// <param name="Intensity">Correlation with the template: about the disc's counts above its background.</param>
public readonly record struct BraggPeak(double Row, double Column, double Intensity);
