namespace Suffice.Sources.Simulation.Specimens;

/// <summary>An atom at its resting place.</summary>
/// <param name="Number">Atomic number.</param>
/// <param name="YA">Along the rows, in Angstrom.</param>
/// <param name="XA">Along the columns.</param>
/// <param name="ZA">Along the beam, from the entrance surface.</param>
/// <param name="VibrationA">Root mean square of its thermal displacement along one axis.</param>
public readonly record struct Atom(int Number, double YA, double XA, double ZA, double VibrationA = 0);
