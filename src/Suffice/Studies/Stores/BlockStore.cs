using Suffice.Containers.Blocks;
using Suffice.Cubes;

namespace Suffice.Studies.Stores;

/// <summary>A representation outside HDF5.</summary>
public sealed class BlockStore(BlockFormat format) : StudyStore
{
    public override CubeShape BlockOf(CubeShape shape) => shape with { ScanY = 1 };

    public override StudySink Create(string path, Cube cube, int threads) => new Sink(new BlockFileWriter(path, format, cube, threads));

    public override ICubeReader Open(string path, Cube cube) => new BlockFileReader(path, format, cube);

    private sealed class Sink(BlockFileWriter writer) : StudySink
    {
        public override void Write(CubeRegion slab, SampleBuffer samples, CancellationToken cancellation) =>
            writer.Write(slab, samples, cancellation);

        public override void Close() => writer.Close();

        public override void Dispose() => writer.Dispose();
    }
}
