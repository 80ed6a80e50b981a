namespace Suffice.Views;

/// <summary>Neighbouring pixels of one detector row.</summary>
public readonly record struct PixelRun(int Row, int Column, int Length);
