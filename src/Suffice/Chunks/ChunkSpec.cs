using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Chunks;

/// <summary>What a codec may know of a chunk: the type of its samples and its extents, slowest axis first.</summary>
/// <remarks>A chunk at the edge of a dataset is stored with its full extents, as HDF5 does.</remarks>
public sealed record ChunkSpec(ElementType Element, ByteOrder Order, ImmutableArray<int> Extents)
{
    /// <summary>Samples in the chunk. Chunks of 2 GiB and more do not exist here; HDF5 ends at 4 GiB.</summary>
    public int Samples => Extents.Aggregate(1, (product, extent) => checked(product * extent));

    /// <summary>Bytes of the chunk before encoding.</summary>
    public int Bytes => checked(Samples * Element.Bytes());
}
