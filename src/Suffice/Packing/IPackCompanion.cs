using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>Something that goes into a packed file besides its cube, made of the samples as they pass.</summary>
public interface IPackCompanion
{
    /// <summary>Takes a part of the cube; every sample comes once.</summary>
    /// <param name="region">Whole patterns.</param>
    void Add(Cube cube, in CubeRegion region, SampleBuffer samples, int threads);

    /// <summary>Writes what was made, before the file is sealed.</summary>
    void Write(Hdf5File file, int threads);
}
