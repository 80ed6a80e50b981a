using Suffice.Cubes;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Sources.Dectris;

/// <summary>Acquisitions as a detector writes them: 16 images of 6x7 pixels in parts of 5, 3 and 8, some of them damaged.</summary>
public sealed class DectrisFiles() : ScriptFiles("h5dectris.py")
{
    public const int PatternSamples = 6 * 7;

    public OpenedCube Open(string name, ScanSize? scan = null) => CubeFile.Open(PathOf(name + "_master.h5"), new CubeFileOptions(Scan: scan));

    /// <summary>The samples that h5py reads.</summary>
    public byte[] Expected(string name) => File.ReadAllBytes(PathOf(name + ".bin"));
}
