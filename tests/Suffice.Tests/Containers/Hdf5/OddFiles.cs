using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Containers.Hdf5;

/// <summary>Files of every layout that h5py can make.</summary>
public sealed class OddFiles() : ScriptFiles("h5odd.py")
{
    /// <summary>Opens the cube of a file.</summary>
    public OpenedCube Open(string name, ScanSize? scan = null) => Hdf5CubeFile.Open(PathOf(name + ".h5"), "/data", scan);

    /// <summary>The samples that h5py reads from a file.</summary>
    public byte[] Expected(string name) => File.ReadAllBytes(PathOf(name + ".bin"));
}
