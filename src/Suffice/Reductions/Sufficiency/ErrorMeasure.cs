namespace Suffice.Reductions.Sufficiency;

/// <summary>Which figure of a target's errors is held against its tolerance.</summary>
public enum ErrorMeasure
{
    /// <summary>Root mean square over all values.</summary>
    Rms,

    /// <summary>The error that 99 % of the values do not exceed.</summary>
    Percentile99,

    /// <summary>The largest.</summary>
    Maximum,

    /// <summary>The part of the labels that are others: for targets that are labels the only one.</summary>
    PartChanged,
}
