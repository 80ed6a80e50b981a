using Suffice.Chunks;

namespace Suffice.Codecs;

/// <summary>One row of the table of filters.</summary>
/// <param name="Id">The id registered with The HDF Group.</param>
/// <param name="Name">Name in messages and on the command line.</param>
/// <param name="Create">Makes an instance for a chunk; throws <see cref="InvalidDataException"/> for impossible parameters.</param>
public sealed record FilterKind(int Id, string Name, Func<FilterSpec, ChunkSpec, IChunkFilter> Create);
