namespace Suffice.Sources.Simulation;

/// <summary>One line of a simulation's description.</summary>
/// <param name="Name">In plain words, such as <c>convergence semiangle</c>.</param>
/// <param name="Value">As a number or word, in the invariant culture.</param>
/// <param name="Unit">Empty where there is none.</param>
public readonly record struct SimulationParameter(string Name, string Value, string Unit = "");
