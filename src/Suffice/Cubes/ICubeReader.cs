namespace Suffice.Cubes;

/// <summary>Reads samples of one datacube. Safe for one caller at a time; it may use several threads itself.</summary>
public interface ICubeReader : IDisposable
{
    Cube Cube { get; }

    /// <summary>
    /// Extents of the blocks in which the file stores samples, so that a caller can ask for whole ones:
    /// (1, 1, qy, qx) for files that store pattern after pattern.
    /// </summary>
    CubeShape BlockShape { get; }

    /// <summary>Reads the samples of a region, row-major, in the machine's byte order.</summary>
    /// <param name="region">Must lie within <c>Cube.Shape</c>.</param>
    /// <param name="samples">Exactly as many bytes as the region holds.</param>
    /// <param name="threads">How many threads may work, at least 1.</param>
    /// <exception cref="CubeFileException">The file is damaged or shorter than it says.</exception>
    void Read(in CubeRegion region, Span<byte> samples, int threads);
}
