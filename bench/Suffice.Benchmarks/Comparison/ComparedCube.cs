using Suffice.Chunks;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Benchmarks.Comparison;

/// <summary>A cube cut into chunks of whole patterns, and what an ideal code would take where the file says so.</summary>
internal sealed class ComparedCube : IDisposable
{
    private const string SimulationGroup = "/datacube_root/datacube";

    private readonly OpenedCube _opened;
    private readonly ChunkGrid _grid;

    /// <param name="scanY">Rows of the scan in a chunk, and <paramref name="scanX"/> columns; chunks at the edges are smaller.</param>
    /// <param name="dataset">Where in the file the cube is, if not where it is usual.</param>
    public ComparedCube(string path, int scanY, int scanX, string? dataset = null)
    {
        _opened = CubeFile.Open(path, new CubeFileOptions(dataset));
        CubeShape shape = _opened.Cube.Shape;
        _grid = new(shape, shape with { ScanY = Math.Min(scanY, shape.ScanY), ScanX = Math.Min(scanX, shape.ScanX) });
        if (!CubeFile.IsHdf5(path)) return;
        using Hdf5File file = Hdf5File.Open(path);
        BoundBytes = Hdf5Attributes.Number(file, SimulationGroup, "realised_bits") / 8;
    }

    /// <summary>Code length of the whole cube under the rates that it was drawn from, or null.</summary>
    public double? BoundBytes { get; }

    public Cube Cube => _opened.Cube;

    public int Chunks => _grid.Count;

    public (ChunkSpec Chunk, byte[] Samples) Read(int index)
    {
        CubeRegion region = _grid.Region(index);
        CubeShape e = region.Extent;
        ChunkSpec chunk = new(Cube.Element, SampleOrder.Native, [e.ScanY, e.ScanX, e.DetectorY, e.DetectorX]);
        byte[] samples = new byte[chunk.Bytes];
        _opened.Reader.Read(region, samples, 1);
        return (chunk, samples);
    }

    public void Dispose() => _opened.Dispose();
}
