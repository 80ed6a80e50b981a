namespace Suffice.Codecs.Tally;

/// <summary>How a chunk is coded; the values are those of the format.</summary>
public enum TallyMode
{
    /// <summary>The bytes themselves.</summary>
    Raw = 0,

    /// <summary>One sample that all others equal.</summary>
    Constant = 1,

    /// <summary>A general compressor's stream.</summary>
    General = 2,

    /// <summary>A rate for each pixel, in tiles of the scan.</summary>
    Tiles = 3,

    /// <summary>Rates predicted from the rows above and the patterns before.</summary>
    Rows = 4,

    /// <summary>Rates predicted from a rate for each pixel and the scan positions before.</summary>
    Scan = 5,
}
