using System.Buffers.Binary;
using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;

namespace Suffice.Containers.Blocks;

/// <summary>
/// How the study's representations outside HDF5 are stored: blocks of patterns that follow one another in a scan row, encoded apart, so that all
/// threads write and read them, with an index at the end.
/// </summary>
/// <remarks>
/// <code>
/// prefix (of the format) | block 0 | block 1 | ... | u64 offset of each block and of the end | u64 number of blocks
/// </code>
/// Little-endian. A format whose blocks are found without it (gzip members) goes without the index.
/// </remarks>
public sealed class BlockFormat
{
    /// <summary>Blocks have about this size before encoding: small enough for the cache, large enough for a thread's turn.</summary>
    public const int BlockBytes = 4 << 20;

    /// <param name="name">Name of the representation.</param>
    /// <param name="makeFilter">Encodes a block of (patterns, detector rows, detector columns).</param>
    public BlockFormat(string name, Func<ChunkSpec, IChunkFilter> makeFilter) => (Name, MakeFilter) = (name, makeFilter);

    public string Name { get; }

    public Func<ChunkSpec, IChunkFilter> MakeFilter { get; }

    /// <summary>What stands before the blocks.</summary>
    public Func<Cube, byte[]> MakePrefix { get; init; } = _ => [];

    /// <summary>Whether an index is written behind the blocks.</summary>
    public bool HasIndex { get; init; } = true;

    /// <summary>Length of the block that begins with these bytes, for a format without index; at least its header is given.</summary>
    public Func<ReadOnlyMemory<byte>, int>? BlockLength { get; init; }

    /// <summary>Patterns in a block. No block reaches over the end of a scan row, so that any slab of rows is whole blocks.</summary>
    public static int PatternsPerBlock(Cube cube) => (int)Math.Clamp(BlockBytes / Math.Max(1, cube.PatternBytes), 1, cube.Shape.ScanX);

    internal static int BlocksPerRow(Cube cube) => (cube.Shape.ScanX + PatternsPerBlock(cube) - 1) / PatternsPerBlock(cube);

    internal static ChunkSpec Block(Cube cube) =>
        new(cube.Element, SampleOrder.Native, [PatternsPerBlock(cube), cube.Shape.DetectorY, cube.Shape.DetectorX]);

    internal static byte[] EncodeIndex(List<long> offsets)
    {
        byte[] index = new byte[8 * (offsets.Count + 1)];
        for (int i = 0; i < offsets.Count; i++) BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan(8 * i), offsets[i]);
        BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan(8 * offsets.Count), offsets.Count - 1);
        return index;
    }
}
