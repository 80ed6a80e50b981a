namespace Suffice.Reductions.Sufficiency;

/// <summary>An estimate with its interval of 95 % confidence; an exact value where both ends are that value.</summary>
public sealed record Interval(double Value, double Lower, double Upper)
{
    /// <summary>A value without doubt.</summary>
    public static Interval Exact(double value) => new(value, value, value);

    public bool IsExact => Lower == Upper;
}
