using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Sources.Topspin;

/// <summary>Reads a scan of which each pattern is a dataset of its own, one after the other: the HDF5 library is entered by one thread at a time.</summary>
/// <param name="patternAt">Number of the pattern at each position, row-major; -1 where there is none, which reads as zeros.</param>
internal sealed class TopspinSeriesReader(Hdf5File file, string series, Cube cube, ImmutableArray<int> patternAt) : ICubeReader, IHdf5Images
{
    public Cube Cube => cube;

    public CubeShape BlockShape => cube.Shape with { ScanY = 1, ScanX = 1 };

    public IEnumerable<(string FilePath, string DatasetPath)> Images =>
        patternAt.Where(number => number >= 0).Select(number => (file.Path, TopspinFormat.Data(series, number)));

    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!region.IsWithin(cube.Shape)) throw new ArgumentException($"The region does not lie within {cube.Shape}.", nameof(region));
        if (samples.Length != (Int128)region.Extent.Samples * cube.Element.Bytes())
            throw new ArgumentException("The span must be exactly as long as the region.", nameof(samples));
        if (samples.IsEmpty) return;
        int patternBytes = samples.Length / (int)region.Extent.Patterns;
        for (int i = 0; i < region.Extent.Patterns; i++)
        {
            (int y, int x) = Math.DivRem(i, region.Extent.ScanX);
            int number = patternAt[(region.ScanY + y) * cube.Shape.ScanX + region.ScanX + x];
            ReadPattern(number, region, samples.Slice(i * patternBytes, patternBytes));
        }
    }

    public void Dispose() => file.Dispose();

    private void ReadPattern(int number, in CubeRegion region, Span<byte> samples)
    {
        if (number < 0)
        {
            samples.Clear();
            return;
        }
        using Hdf5Dataset dataset = new(file, TopspinFormat.Data(series, number));
        if (dataset.Element != cube.Element || !dataset.Extents.SequenceEqual([cube.Shape.DetectorY, cube.Shape.DetectorX]))
            throw new CubeFileException(file.Path, $"{dataset.Path} has {string.Join(" x ", dataset.Extents)} pixels of {dataset.Element.Name()}; "
                + $"the first pattern has {cube.Shape.DetectorY} x {cube.Shape.DetectorX} of {cube.Element.Name()}");
        dataset.Read([region.DetectorY, region.DetectorX], [region.Extent.DetectorY, region.Extent.DetectorX], samples);
    }
}
