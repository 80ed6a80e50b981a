namespace Suffice.Reductions.Sufficiency;

/// <summary>What of a target an adjustable latitude leaves open.</summary>
internal enum TargetFreedom
{
    /// <summary>Nothing: there is nothing to choose about it.</summary>
    None,

    /// <summary>The radii and the centre.</summary>
    Radii,

    /// <summary>The centre.</summary>
    Centre,

    /// <summary>The disc of pixels that are used: its radius and centre; without one, discs up to the whole detector's.</summary>
    Window,

    /// <summary>Where it is, in pixels.</summary>
    Places,

    /// <summary>The two edges of a window, by a part of its width.</summary>
    Edges,

    /// <summary>How many groups there are, by a part of them and at least by one.</summary>
    Groups,
}
