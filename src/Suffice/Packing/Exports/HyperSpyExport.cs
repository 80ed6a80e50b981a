using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing.Exports;

/// <summary>Writes a cube as a .hspy file: chunks of whole patterns with the filters that every HDF5 library has.</summary>
internal static class HyperSpyExport
{
    private const long ChunkBytes = 1 << 20;
    private const int GzipLevel = 4;

    public static ImmutableArray<string> Write(CubeExport export)
    {
        Cube cube = export.Cube;
        CubeShape shape = cube.Shape, chunk = ChunkChoice.ForFrames(cube, ChunkBytes);
        using TemporaryTarget target = TemporaryTarget.For(export.Target, export.Overwrite);
        using (Hdf5File file = Hdf5File.Create(target.Path))
        {
            string title = Path.GetFileNameWithoutExtension(export.Target);
            Hdf5Layout layout = new(
                cube.Element, ByteOrder.LittleEndian, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX],
                [chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX], [new(2, (uint)cube.Element.Bytes()), new(1, GzipLevel)]);
            string path = PackedViews.HyperSpyData(title);
            file.CreateGroup(path[..path.LastIndexOf('/')]);
            using (CheckedDataset dataset = new(file, path, layout, chunk, region => [region.ScanY, region.ScanX, region.DetectorY, region.DetectorX], export.Threads))
                export.Slabs((slab, samples) => dataset.Write(slab, samples, _ => { }, export.Cancellation), chunk);
            PackedViews.WriteSignal(file, cube, path, title, export.Opened.Metadata);
            file.Close();
        }
        target.Commit();
        return [export.Target];
    }
}
