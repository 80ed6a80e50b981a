using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;

namespace Suffice.Packing;

/// <summary>How the chunks of a packed cube are encoded.</summary>
/// <param name="Name">Name on the command line and in the file.</param>
/// <param name="FiltersOf">The filters for a chunk, in the order in which they are applied; null: chunks are kept as they are.</param>
public sealed record PackCodec(string Name, Func<ChunkSpec, ImmutableArray<FilterSpec>>? FiltersOf)
{
    /// <summary>Blosc with Zstd 3 and byte shuffle, the published study's best compromise.</summary>
    public static PackCodec Default { get; } = new("blosc_zstd", chunk => [BloscFilter.Spec(chunk, BloscCodec.Zstd, 3, BloscShuffle.Byte)]);

    /// <summary>Copies the chunks of an HDF5 file as they are stored.</summary>
    public static PackCodec Keep { get; } = new("keep", null);

    /// <summary>No filter at all.</summary>
    public static PackCodec None { get; } = new("none", _ => []);
}
