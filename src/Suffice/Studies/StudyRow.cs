namespace Suffice.Studies;

/// <summary>One row of <c>runs.csv</c>: one run of one method on one dataset.</summary>
/// <param name="Chunk">Extents of a chunk as Python writes a tuple; empty outside HDF5.</param>
/// <param name="Run">Number of the run, from 1.</param>
/// <param name="Engine">Who coded and stored the chunks.</param>
/// <param name="Threads">Number of threads that coded.</param>
public sealed record StudyRow(
    string Dataset, string Method, StudyMeasurement Measurement, string Chunk, int Run, string Engine, int Threads)
{
    /// <summary>The engine of this library.</summary>
    public const string OwnEngine = "suffice";

    /// <summary>What makes a run unique within a study.</summary>
    public (string Dataset, string Method, int Run, string Engine, int Threads) Key => (Dataset, Method, Run, Engine, Threads);
}
