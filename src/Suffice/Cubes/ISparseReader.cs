namespace Suffice.Cubes;

/// <summary>A reader that gets at the counts above zero of some patterns without making all their samples.</summary>
public interface ISparseReader : ICubeReader
{
    /// <summary>Whether that is possible for all patterns of a region, and costs less than <see cref="ICubeReader.Read"/>.</summary>
    /// <exception cref="CubeFileException">The file is damaged.</exception>
    bool IsSparse(in CubeRegion region);

    /// <summary>Reads the patterns of regions for which <see cref="IsSparse"/> holds, in no particular order.</summary>
    /// <param name="threads">How many threads may work, at least 1.</param>
    /// <param name="makeConsumer">Makes what takes the patterns that one thread reads; it is disposed on that thread when no more come.</param>
    /// <exception cref="CubeFileException">
    /// The file is damaged: the same damage is found as by reading all samples, but consumers may have taken some wrong patterns before.
    /// </exception>
    void ReadSparse(IReadOnlyList<CubeRegion> regions, int threads, Func<ISparseConsumer> makeConsumer, CancellationToken cancellation);
}
