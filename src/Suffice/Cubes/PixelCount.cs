namespace Suffice.Cubes;

/// <summary>What one detector pixel counted.</summary>
/// <param name="Pixel">Its index in the pattern, row-major.</param>
/// <param name="Count">Its count, above zero.</param>
public readonly record struct PixelCount(int Pixel, uint Count);
