using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>What packing one file did.</summary>
/// <param name="Target">The packed file.</param>
/// <param name="SourceBytes">Bytes of all files of the source.</param>
/// <param name="CubeBytes">Bytes of the samples.</param>
/// <param name="TargetBytes">Bytes of the packed file.</param>
/// <param name="Chunk">Extents of a chunk.</param>
/// <param name="CubeSha256">SHA-256 of the samples, row-major, little-endian; empty where they were not read.</param>
/// <param name="Originals">The source's files: path, bytes, SHA-256.</param>
/// <param name="IsKept">Whether the originals can be rebuilt from the packed file.</param>
/// <param name="Notes">What was assumed or left out, and what is damaged in the source.</param>
/// <param name="IsDoubtful">Whether the source is damaged: it must not be deleted.</param>
public sealed record PackReport(
    string Target, long SourceBytes, long CubeBytes, long TargetBytes, CubeShape Chunk, string Codec, string CubeSha256,
    ImmutableArray<(string Path, long Bytes, string Sha256)> Originals, bool IsKept, ImmutableArray<string> Notes, bool IsDoubtful)
{
    /// <summary>Bytes of the cube's chunks as they are stored; 0 where they were copied.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>Electrons, where they and not samples were stored.</summary>
    public long? Electrons { get; init; }

    /// <summary>Time from opening the target to giving it its name.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How many times smaller the packed file is than the source.</summary>
    public double Ratio => SourceBytes / (double)TargetBytes;
}
