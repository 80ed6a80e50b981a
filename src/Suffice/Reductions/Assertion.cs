namespace Suffice.Reductions;

/// <summary>What an answer from a representation takes for granted beyond the data.</summary>
public enum Assertion
{
    /// <summary>Nothing: what is kept was measured.</summary>
    Nothing,

    /// <summary>How the detector counts, or that nothing happens within what was summed.</summary>
    DetectorModel,

    /// <summary>What the specimen is: a crystal that gives discs, patterns that are mixtures of a few.</summary>
    Specimen,
}
