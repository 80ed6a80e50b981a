namespace Suffice.Advice;

/// <summary>Who can read chunks of a codec, the easiest first.</summary>
public enum FilterReach
{
    /// <summary>Every program with HDF5: its filters belong to the library.</summary>
    Plain,

    /// <summary>Programs that have the usual plugins, such as Python's hdf5plugin.</summary>
    Plugins,

    /// <summary>Suffice, and programs that have its own plugin.</summary>
    Suffice,
}
