using System.Collections.Immutable;

namespace Suffice.Sources.Simulation;

/// <summary>Something that is known exactly of a simulated specimen, stored beside its counts.</summary>
/// <param name="Name">Name of the dataset, such as <c>strain</c>.</param>
/// <param name="Description">What it holds and in which order, for a reader who has just the file.</param>
/// <param name="Unit">Unit of the values; empty where there is none.</param>
/// <param name="Extents">Extents, slowest first.</param>
/// <param name="Values">Row-major.</param>
public sealed record TruthDataset(string Name, string Description, string Unit, ImmutableArray<int> Extents, ImmutableArray<double> Values);
