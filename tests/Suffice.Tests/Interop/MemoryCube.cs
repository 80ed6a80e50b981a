using Suffice.Cubes;

namespace Suffice.Tests.Interop;

/// <summary>A datacube in memory, in blocks of any shape.</summary>
internal sealed class MemoryCube(ElementType element, CubeShape shape, byte[] samples, CubeShape? block = null) : ICubeReader
{
    public Cube Cube { get; } = new(
        element, ByteOrder.LittleEndian,
        [new Axis("scan_y", shape.ScanY), new Axis("scan_x", shape.ScanX)],
        [new Axis("detector_y", shape.DetectorY), new Axis("detector_x", shape.DetectorX)], shape);

    public CubeShape BlockShape { get; } = block ?? shape with { ScanY = 1, ScanX = 1 };

    public byte[] Samples { get; } = samples;

    /// <summary>Regions that were asked for.</summary>
    public List<CubeRegion> Reads { get; } = [];

    public void Read(in CubeRegion region, Span<byte> target, int threads)
    {
        if (!region.IsWithin(shape) || target.Length != region.Extent.Samples * element.Bytes())
            throw new ArgumentException($"no region of {shape}: {region}", nameof(region));
        Reads.Add(region);
        int run = region.Extent.DetectorX * element.Bytes(), done = 0;
        for (int y = 0; y < region.Extent.ScanY; y++)
            for (int x = 0; x < region.Extent.ScanX; x++)
                for (int row = 0; row < region.Extent.DetectorY; row++, done += run)
                {
                    long pattern = (long)(region.ScanY + y) * shape.ScanX + region.ScanX + x;
                    long sample = (pattern * shape.DetectorY + region.DetectorY + row) * shape.DetectorX + region.DetectorX;
                    Samples.AsSpan((int)sample * element.Bytes(), run).CopyTo(target[done..]);
                }
    }

    public void Dispose()
    {
    }
}
