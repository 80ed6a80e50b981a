namespace Suffice.Advice;

/// <summary>What a choice is made by.</summary>
public enum AdviceGoal
{
    /// <summary>A small file.</summary>
    Size,

    /// <summary>Bytes of samples packed in a second.</summary>
    Packing,

    /// <summary>Bytes of samples read in a second.</summary>
    Reading,
}
