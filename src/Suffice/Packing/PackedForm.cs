namespace Suffice.Packing;

/// <summary>What a packed file holds of a cube.</summary>
public enum PackedForm
{
    /// <summary>All samples, in compressed chunks.</summary>
    Dense,

    /// <summary>A list of electrons for each position, as stempy stores them.</summary>
    Events,
}
