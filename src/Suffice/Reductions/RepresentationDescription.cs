using System.Collections.Immutable;

namespace Suffice.Reductions;

/// <summary>A representation as a record stores it.</summary>
/// <param name="Kind">Row of <see cref="RepresentationKinds"/>.</param>
/// <param name="Parameters">Numbers, by name.</param>
public sealed record RepresentationDescription(string Kind, ImmutableSortedDictionary<string, double> Parameters)
{
    /// <summary>Values that are the same for all positions, such as the components of a low-rank form.</summary>
    public ImmutableArray<(string Name, int Rows, int Columns, double[] Values)> Common { get; init; } = [];

    public double this[string name] => Parameters.TryGetValue(name, out double value)
        ? value : throw new InvalidDataException($"the representation {Kind} lacks its {name}");
}
