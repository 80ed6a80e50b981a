namespace Suffice.Codecs.Tally;

/// <summary>What the encoder spends for a smaller chunk. Every decoder reads all of them.</summary>
public enum TallyEffort
{
    /// <summary>One rate for each pixel, where there are enough patterns to learn it; compresses faster than Blosc with Zstandard.</summary>
    Fast = 1,

    /// <summary>As fast, and rates predicted within the patterns where that is expected to be smaller.</summary>
    Balanced = 2,

    /// <summary>Rates predicted from all that was coded before, whichever way is expected to be smallest.</summary>
    Archive = 3,
}
