namespace Suffice.Containers.Hdf5;

/// <summary>Which versions of the HDF5 file format a new file uses.</summary>
public enum Hdf5Format
{
    /// <summary>The oldest that can hold what is written, as h5py's <c>libver="earliest"</c>: every reader opens it.</summary>
    Earliest,

    /// <summary>That of HDF5 1.10: smaller indexes for chunks, and single-writer multiple-reader access.</summary>
    Latest,
}
