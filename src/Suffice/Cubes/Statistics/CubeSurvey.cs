namespace Suffice.Cubes.Statistics;

/// <summary>One pass over a datacube of any size and element type, in bounded memory and on all cores.</summary>
public static class CubeSurvey
{
    /// <summary>Memory that suffices for exact figures of usual scans.</summary>
    public const long DefaultMemoryBytes = 384L << 20;

    /// <summary>
    /// Measures all samples. The result does not depend on <paramref name="threads"/>, not even in the last bit of a float.
    /// </summary>
    /// <param name="reader">Is read in slabs of whole blocks, every block once unless a single one exceeds 128 MiB.</param>
    /// <param name="threads">How many threads may work, at least 1.</param>
    /// <param name="memoryBytes">
    /// For samples and tables, at least 64 KiB; less memory means that figures which need a table per value are
    /// estimated, and the result says so. Images come on top: 28 bytes per detector pixel, 8 per scan position.
    /// </param>
    /// <param name="progress">Is told the bytes of samples done, from the calling thread.</param>
    /// <param name="cancellation">Is looked at between slabs and tiles.</param>
    /// <exception cref="CubeFileException">The file is damaged.</exception>
    /// <exception cref="ArgumentException">The cube has no samples.</exception>
    public static CubeStatistics Measure(
        ICubeReader reader, int threads, long memoryBytes = DefaultMemoryBytes, Action<long>? progress = null,
        CancellationToken cancellation = default) =>
        Measure(reader, threads, SurveyLimits.For(memoryBytes), progress, cancellation);

    internal static CubeStatistics Measure(
        ICubeReader reader, int threads, SurveyLimits limits, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Cube cube = reader.Cube;
        if (cube.Shape.Samples == 0) throw new ArgumentException($"a cube of shape {cube.Shape} has no samples", nameof(reader));
        if (cube.Shape.Patterns > int.MaxValue)
            throw new NotSupportedException($"statistics of {cube.Shape.Patterns} patterns are not built; at most 2^31 - 1 are");
        return cube.Element switch
        {
            ElementType.UInt8 => Run<byte>(),
            ElementType.UInt16 => Run<ushort>(),
            ElementType.UInt32 => Run<uint>(),
            ElementType.UInt64 => Run<ulong>(),
            ElementType.Int8 => Run<sbyte>(),
            ElementType.Int16 => Run<short>(),
            ElementType.Int32 => Run<int>(),
            ElementType.Int64 => Run<long>(),
            ElementType.Float32 => Run<float>(),
            _ => Run<double>(),
        };

        CubeStatistics Run<T>() where T : unmanaged =>
            new SurveyPass<T>(reader, threads, limits, progress, cancellation).Run();
    }
}
