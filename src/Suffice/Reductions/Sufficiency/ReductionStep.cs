namespace Suffice.Reductions.Sufficiency;

/// <summary>What a reduction is at.</summary>
public enum ReductionStep
{
    /// <summary>Trying representations on a sample.</summary>
    Trying,

    /// <summary>Reading all data, writing the record.</summary>
    Confirming,
}
