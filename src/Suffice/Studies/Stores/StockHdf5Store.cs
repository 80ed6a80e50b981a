using Suffice.Codecs;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Studies.Stores;

/// <summary>
/// A chunked HDF5 dataset through the library's own path, <c>H5Dwrite</c> and <c>H5Dread</c> with the stock filters and
/// plugins of this machine, as h5py does it.
/// </summary>
/// <param name="chunkOf">Extents of a chunk for a cube.</param>
/// <param name="filter">The filter with the parameters that a user gives it; null for none.</param>
public sealed class StockHdf5Store(Func<CubeShape, CubeShape> chunkOf, FilterSpec? filter) : StudyStore
{
    private const string DatasetPath = "/data";

    /// <summary>Whether this machine has the filter, built in or as a plugin.</summary>
    public bool IsAvailable => filter is null || Hdf5Library.HasFilter(filter.Id);

    public override CubeShape BlockOf(CubeShape shape) => chunkOf(shape);

    public override StudySink Create(string path, Cube cube, int threads)
    {
        CubeShape shape = cube.Shape, chunk = chunkOf(shape);
        Hdf5Layout layout = new(
            cube.Element, SampleOrder.Native, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX],
            [chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX], filter is null ? [] : [filter]);
        return new Sink(Hdf5File.Create(path), layout);
    }

    public override ICubeReader Open(string path, Cube cube)
    {
        Hdf5File file = Hdf5File.Open(path);
        return new Reader(file, new Hdf5Dataset(file, DatasetPath), cube);
    }

    private static (long[] Start, long[] Count) Box(in CubeRegion region) => (
        [region.ScanY, region.ScanX, region.DetectorY, region.DetectorX],
        [region.Extent.ScanY, region.Extent.ScanX, region.Extent.DetectorY, region.Extent.DetectorX]);

    private sealed class Sink(Hdf5File file, Hdf5Layout layout) : StudySink
    {
        private readonly Hdf5DatasetWriter _dataset = Hdf5DatasetWriter.CreateStock(file, DatasetPath, layout);

        public override void Write(CubeRegion slab, SampleBuffer samples, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            (long[] start, long[] count) = Box(slab);
            _dataset.WriteBox(start, count, samples);
        }

        public override void Close()
        {
            _dataset.Dispose();
            file.Close();
        }

        public override void Dispose()
        {
            _dataset.Dispose();
            file.Dispose();
        }
    }

    private sealed class Reader(Hdf5File file, Hdf5Dataset dataset, Cube cube) : ICubeReader
    {
        public Cube Cube => cube;

        public CubeShape BlockShape => cube.Shape with { ScanY = 1 };

        public void Read(in CubeRegion region, Span<byte> samples, int threads)
        {
            (long[] start, long[] count) = Box(region);
            dataset.Read(start, count, samples);
        }

        public void Dispose()
        {
            dataset.Dispose();
            file.Dispose();
        }
    }
}
