using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>How a file is packed.</summary>
/// <param name="Codec">How chunks are encoded.</param>
/// <param name="Threads">Number of threads that encode and decode, at least 1.</param>
/// <param name="MemoryBytes">Memory to stay within.</param>
public sealed record PackOptions(PackCodec Codec, int Threads, long MemoryBytes)
{
    /// <summary>Extents of a chunk; null to choose whole patterns of about <see cref="ChunkBytes"/>.</summary>
    public CubeShape? Chunk { get; init; }

    /// <summary>How many bytes of samples a chunk should have where its extents are not given.</summary>
    public long ChunkBytes { get; init; } = 4 << 20;

    /// <summary>What a packed file holds: samples, or the electrons that they count.</summary>
    public PackedForm Form { get; init; }

    /// <summary>Whether a file under the target's name is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>What else is made of the samples and goes into the file; null for nothing.</summary>
    public IPackCompanion? Companion { get; init; }

    /// <summary>Leaves out what packing adds: checksums, the original's other bytes, and views for other readers.</summary>
    public bool IsPlain { get; init; }
}
