namespace Suffice.Codecs.Blosc;

/// <summary>The compressor inside a Blosc frame; the values are those of the HDF5 filter's seventh parameter.</summary>
public enum BloscCodec
{
    BloscLz = 0,
    Lz4 = 1,
    Lz4Hc = 2,
    /// <summary>Not built: encoding and decoding fail and say so.</summary>
    Snappy = 3,
    Zlib = 4,
    Zstd = 5,
}
