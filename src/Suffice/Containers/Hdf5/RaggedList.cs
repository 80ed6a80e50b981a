namespace Suffice.Containers.Hdf5;

/// <summary>One list of a ragged dataset as the library lays it out in memory.</summary>
internal unsafe struct RaggedList
{
    public nuint Length;
    public uint* Values;
}
