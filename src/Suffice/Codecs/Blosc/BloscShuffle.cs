namespace Suffice.Codecs.Blosc;

/// <summary>What Blosc does to a block before compressing it; the values are those of the HDF5 filter's sixth parameter.</summary>
public enum BloscShuffle
{
    None = 0,
    Byte = 1,
    Bit = 2,
}
