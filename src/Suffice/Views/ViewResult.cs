using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>What a view gives: an array with calibrated axes.</summary>
/// <param name="Name">Name within its request, such as <c>com-row</c>; becomes part of a file's name.</param>
/// <param name="Title">What it shows, in words.</param>
/// <param name="Unit">Unit of the values, such as <c>counts</c> or <c>mrad</c>.</param>
/// <param name="Axes">One axis: a curve; two: an image; three: a curve at every probe position, or several images. Slowest first.</param>
/// <param name="Values">Row-major; NaN where there is no value.</param>
public sealed record ViewResult(string Name, string Title, string Unit, ImmutableArray<Axis> Axes, double[] Values)
{
    /// <summary>Extents, slowest first.</summary>
    public ImmutableArray<int> Extents => [.. Axes.Select(axis => axis.Length)];

    /// <summary>Shot-noise standard deviation of a value, as the root mean square over all of them; null where it was not asked for or cannot be told.</summary>
    public double? Noise { get; init; }

    /// <summary>Whether the values are directions, for a cyclic colour map: radians from -pi to pi.</summary>
    public bool IsCyclic { get; init; }

    /// <summary>Whether the values are classes, for distinct colours: 0, 1, 2, ...; a deviation of them means nothing.</summary>
    public bool IsCategorical { get; init; }

    /// <summary>Names, with units, of the numbers along the last axis of a list of things found at each position; empty for arrays that are pictures or curves.</summary>
    public ImmutableArray<string> TableColumns { get; init; } = [];

    /// <summary>Whether the result is a list and no picture.</summary>
    public bool IsTable => TableColumns.Length > 0;
}
