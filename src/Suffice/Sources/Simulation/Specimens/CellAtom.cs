namespace Suffice.Sources.Simulation.Specimens;

/// <summary>One atom of a cubic cell.</summary>
/// <param name="AtomicNumber">Of the element.</param>
/// <param name="X">Fraction of the edge.</param>
/// <param name="Y">Fraction of the edge.</param>
/// <param name="Z">Fraction of the edge.</param>
/// <param name="VibrationAngstrom">Root mean square displacement along one direction at room temperature.</param>
public readonly record struct CellAtom(int AtomicNumber, double X, double Y, double Z, double VibrationAngstrom);
