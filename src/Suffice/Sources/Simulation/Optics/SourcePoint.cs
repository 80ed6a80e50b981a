namespace Suffice.Sources.Simulation.Optics;

/// <summary>One point of an incoherent source, as its image lies at the specimen.</summary>
/// <param name="YA">Offset along the scan's rows, in Angstrom.</param>
/// <param name="XA">Offset along the scan's columns.</param>
/// <param name="Weight">Relative to the mean of all points.</param>
internal readonly record struct SourcePoint(double YA, double XA, double Weight);
