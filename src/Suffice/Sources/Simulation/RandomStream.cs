namespace Suffice.Sources.Simulation;

/// <summary>What a random number is for; numbers of different streams are independent.</summary>
internal enum RandomStream
{
    /// <summary>Counts of a pixel.</summary>
    Counts,

    /// <summary>Counts that a pixel shares with its neighbour above; those below, to the left and to the right follow.</summary>
    SharedUp,
    SharedDown,
    SharedLeft,
    SharedRight,

    /// <summary>Sensitivity of a pixel.</summary>
    Gain,

    /// <summary>Whether a pixel is hot or dead.</summary>
    Fault,

    /// <summary>The beam's current at a probe position.</summary>
    Current,
}
