namespace Suffice.Codecs.Bitshuffle;

/// <summary>What follows the bit transpose; the values are those of the HDF5 filter's fifth parameter.</summary>
public enum BitshuffleCodec
{
    None = 0,
    Lz4 = 2,
    Zstd = 3,
}
