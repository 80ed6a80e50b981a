namespace Suffice.Views;

/// <summary>A disc as the fit of a pattern's lattice sees it.</summary>
/// <param name="H">First index.</param>
/// <param name="K">Second index.</param>
/// <param name="Row">Where it is.</param>
/// <param name="Weight">Its weight in the fit.</param>
internal readonly record struct FittedDisc(int H, int K, double Row, double Column, double Weight);
