using System.Runtime.InteropServices;
using Suffice.Codecs.Blosc;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Views.Interactive;

/// <summary>
/// Binned sums as a dataset beside a packed cube, (bin rows, bin columns, scan rows, scan columns) in float32: who opens the file has a
/// preview of every virtual image at once.
/// </summary>
public sealed class StoredPreview : IPackCompanion
{
    /// <summary>Where it lies.</summary>
    public const string Path = PackedLayout.Preview;

    // A thousand bins tell an annulus's edge well enough; more bytes than this would make opening slow again.
    private const int MostBinsPerSide = 32;
    private const long MostBytes = 64L << 20;

    private DetectorBins? _bins;

    /// <summary>The stored preview of a cube; null where there is none that fits it.</summary>
    /// <exception cref="CubeFileException">There is one, and it is damaged.</exception>
    public static DetectorBins? Read(string path, CubeShape shape, int threads)
    {
        using (Hdf5File file = Hdf5File.Open(path))
            if (file.Describe(Path).Kind != Hdf5NodeKind.Dataset) return null;
        using OpenedCube opened = Hdf5CubeFile.Open(path, Path);
        CubeShape stored = opened.Cube.Shape;
        int binPixels = (shape.DetectorY + stored.ScanY - 1) / stored.ScanY;
        DetectorBins bins = new(shape, Math.Max(binPixels, (shape.DetectorX + stored.ScanX - 1) / stored.ScanX));
        if (opened.Cube.Element != ElementType.Float32 || stored != new CubeShape(bins.Rows, bins.Columns, shape.ScanY, shape.ScanX)) return null;
        int plane = checked((int)shape.Patterns);
        using SampleBuffer row = new(4L * plane * bins.Columns);
        for (int y = 0; y < bins.Rows; y++)
        {
            opened.Reader.Read(CubeRegion.Rows(stored, y, 1), row.Span(), threads);
            for (int x = 0; x < bins.Columns; x++) MemoryMarshal.Cast<byte, float>(row.Span(4L * plane * x, 4 * plane)).CopyTo(bins.Plane(y, x));
        }
        bins.MarkComplete();
        return bins;
    }

    public void Add(Cube cube, in CubeRegion region, SampleBuffer samples, int threads)
    {
        _bins ??= new DetectorBins(cube.Shape, BinPixels(cube.Shape));
        ViewPass.Add(cube, region, samples, [_bins.Filler], [], threads, CancellationToken.None);
    }

    public void Write(Hdf5File file, int threads)
    {
        if (_bins is not { } bins) return;
        CubeShape scan = bins.Shape, stored = new(bins.Rows, bins.Columns, scan.ScanY, scan.ScanX);
        Hdf5Layout layout = new(ElementType.Float32, ByteOrder.LittleEndian, [bins.Rows, bins.Columns, scan.ScanY, scan.ScanX], [1, 1, scan.ScanY, scan.ScanX], []);
        layout = layout with { Filters = [BloscFilter.Spec(layout.Spec, BloscCodec.Zstd, 3, BloscShuffle.Byte)] };
        int plane = checked((int)scan.Patterns);
        using Hdf5CubeWriter writer = new(file, Path, layout, threads);
        using SampleBuffer row = new(4L * plane * bins.Columns);
        for (int y = 0; y < bins.Rows; y++)
        {
            for (int x = 0; x < bins.Columns; x++) bins.Plane(y, x).CopyTo(MemoryMarshal.Cast<byte, float>(row.Span(4L * plane * x, 4 * plane)));
            writer.Write(CubeRegion.Rows(stored, y, 1), row);
        }
    }

    private static int BinPixels(CubeShape shape)
    {
        int binPixels = DetectorBins.BinPixelsFor(shape, MostBytes);
        while ((Math.Max(shape.DetectorY, shape.DetectorX) + binPixels - 1) / binPixels > MostBinsPerSide) binPixels *= 2;
        return binPixels;
    }
}
