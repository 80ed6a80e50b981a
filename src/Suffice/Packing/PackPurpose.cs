namespace Suffice.Packing;

/// <summary>One row of the table of purposes: what a user wants to do with the packed file, and what that asks for.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Codec">Name of the codec.</param>
/// <param name="ChunkBytes">How many bytes of samples a chunk should have.</param>
/// <param name="Reason">Why, for the help.</param>
public sealed record PackPurpose(string Name, string Codec, long ChunkBytes, string Reason)
{
    /// <summary>The first is what is taken when nothing is said.</summary>
    public static readonly PackPurpose[] All =
    [
        new("archive", "blosc_zstd", 4 << 20, "small, and still fast"),
        new("interactive", "blosc_lz4", 1 << 20, "few patterns in a chunk, quickly decoded"),
        new("acquire", "blosc_lz4", 8 << 20, "keeps up with a detector"),
        new("share", "gzip_6", 1 << 20, "only filters that every HDF5 library has"),
    ];
}
