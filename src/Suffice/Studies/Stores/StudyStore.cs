using Suffice.Cubes;

namespace Suffice.Studies.Stores;

/// <summary>One way of storing a cube in a file, under test: what the clock of a run covers is what it does.</summary>
public abstract class StudyStore
{
    /// <summary>Blocks that must not be torn when the cube is given and asked for in slabs.</summary>
    public abstract CubeShape BlockOf(CubeShape shape);

    /// <summary>Creates the file.</summary>
    /// <param name="threads">Number of threads that encode.</param>
    public abstract StudySink Create(string path, Cube cube, int threads);

    /// <summary>Opens a file that <see cref="Create"/> made from the same cube.</summary>
    public abstract ICubeReader Open(string path, Cube cube);
}

/// <summary>Takes the samples of a cube, slab after slab.</summary>
public abstract class StudySink : IDisposable
{
    /// <summary>Stores the next slab.</summary>
    public abstract void Write(CubeRegion slab, SampleBuffer samples, CancellationToken cancellation);

    /// <summary>Completes and closes the file; errors of late writes show here.</summary>
    public abstract void Close();

    public abstract void Dispose();
}
