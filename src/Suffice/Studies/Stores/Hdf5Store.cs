using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Studies.Stores;

/// <summary>A chunked HDF5 dataset called <c>data</c> with our codecs, as the published study wrote with the stock ones.</summary>
public sealed class Hdf5Store(Func<CubeShape, CubeShape> chunkOf, Func<ChunkSpec, ImmutableArray<FilterSpec>> filtersOf) : StudyStore
{
    private const string DatasetPath = "/data";

    public override CubeShape BlockOf(CubeShape shape) => chunkOf(shape);

    public override StudySink Create(string path, Cube cube, int threads)
    {
        CubeShape shape = cube.Shape, chunk = chunkOf(shape);
        ImmutableArray<int> extents = [chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX];
        ChunkSpec spec = new(cube.Element, SampleOrder.Native, extents);
        Hdf5Layout layout = new(
            cube.Element, SampleOrder.Native, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX], extents, filtersOf(spec));
        Hdf5File file = Hdf5File.Create(path);
        try
        {
            return new Sink(file, layout, threads);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override ICubeReader Open(string path, Cube cube)
    {
        Hdf5File file = Hdf5File.Open(path);
        try
        {
            return new Hdf5CubeReader(file, new Hdf5Dataset(file, DatasetPath), cube with { StoredOrder = SampleOrder.Native });
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private sealed class Sink(Hdf5File file, Hdf5Layout layout, int threads) : StudySink
    {
        private readonly Hdf5CubeWriter _writer = new(file, DatasetPath, layout, threads);

        public override void Write(CubeRegion slab, SampleBuffer samples, CancellationToken cancellation) =>
            _writer.Write(slab, samples, cancellation);

        public override void Close()
        {
            _writer.Dispose();
            file.Close();
        }

        public override void Dispose()
        {
            _writer.Dispose();
            file.Dispose();
        }
    }
}
