using System.Collections.Immutable;

namespace Suffice.Codecs;

/// <summary>A filter as an HDF5 file names it: its registered id and the client data values (<c>cd_values</c>).</summary>
public sealed record FilterSpec(int Id, params ImmutableArray<uint> Parameters)
{
    /// <summary>Parameter <paramref name="index"/>, or <paramref name="absent"/> where the file gives fewer.</summary>
    public uint Parameter(int index, uint absent = 0) => index < Parameters.Length ? Parameters[index] : absent;
}
