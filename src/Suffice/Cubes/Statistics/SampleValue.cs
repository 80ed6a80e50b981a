using System.Globalization;

namespace Suffice.Cubes.Statistics;

/// <summary>A sample as a number: exact for every element type, 64-bit integers included.</summary>
/// <param name="Number">The value; rounded for integers beyond 2^53; NaN where there is none.</param>
/// <param name="Integer">The exact value of an integer sample; null for floats.</param>
public readonly record struct SampleValue(double Number, Int128? Integer)
{
    /// <summary>No sample, as in a cube of NaN only.</summary>
    public static SampleValue None { get; } = new(double.NaN, null);

    /// <summary>All digits, in the invariant culture.</summary>
    public override string ToString() =>
        Integer?.ToString(CultureInfo.InvariantCulture) ?? Number.ToString("R", CultureInfo.InvariantCulture);

    internal static SampleValue Smaller(SampleValue a, SampleValue b) =>
        double.IsNaN(a.Number) || (!double.IsNaN(b.Number) && b.Below(a)) ? b : a;

    internal static SampleValue Larger(SampleValue a, SampleValue b) =>
        double.IsNaN(a.Number) || (!double.IsNaN(b.Number) && a.Below(b)) ? b : a;

    private bool Below(SampleValue other) => Integer is null ? Number < other.Number : Integer < other.Integer;
}
