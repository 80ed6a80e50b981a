namespace Suffice.Views;

/// <summary>A disc of a scan's lattice, as the mean pattern shows it.</summary>
/// <param name="H">First index.</param>
/// <param name="K">Second index; 0, 0 is the undiffracted beam.</param>
/// <param name="SignalShare">Share of the counts in its window that is above the background: its weight in a fit.</param>
/// <param name="Counts">Counts in its window.</param>
/// <param name="Curvature">How much its pull changes when the window moves by a pixel, background taken off.</param>
/// <param name="BackgroundCurvature">The background's part of that, which no shift of the disc changes.</param>
public readonly record struct LatticeDisc(int H, int K, double SignalShare, double Counts, double Curvature, double BackgroundCurvature);
