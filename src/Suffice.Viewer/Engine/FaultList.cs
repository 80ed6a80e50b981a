using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Viewer.Engine;

/// <summary>The positions of a cube that cannot be read, and why.</summary>
internal sealed class FaultList(CubeShape shape)
{
    private readonly Lock _gate = new();
    private readonly bool[] _isMissing = new bool[shape.Patterns];
    private readonly List<string> _messages = [];

    /// <summary>What is wrong, a line for each damaged place.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_gate) return [.. _messages];
        }
    }

    /// <summary>How many positions are missing.</summary>
    public int Positions => _isMissing.Count(isMissing => isMissing);

    public bool IsMissing(int position) => Volatile.Read(ref _isMissing[position]);

    /// <summary>
    /// Reads a region; where a part of it is damaged, the others all the same. Samples of damaged parts are zeros, and their positions
    /// are on this list from then on.
    /// </summary>
    public void Read(ICubeReader reader, in CubeRegion region, Span<byte> samples, int threads)
    {
        try
        {
            reader.Read(region, samples, threads);
        }
        catch (CubeFileException e)
        {
            ReadParts(reader, region, samples, e);
        }
    }

    private void ReadParts(ICubeReader reader, in CubeRegion region, Span<byte> samples, CubeFileException failure)
    {
        CubeShape block = reader.BlockShape, extent = region.Extent;
        int rows = Step(region.ScanY, extent.ScanY, block.ScanY), columns = Step(region.ScanX, extent.ScanX, block.ScanX);
        if (rows >= extent.ScanY && columns >= extent.ScanX)
        {
            samples.Clear();
            Add(region, failure.Problem);
            return;
        }
        int elementBytes = reader.Cube.Element.Bytes();
        for (int y = 0; y < extent.ScanY; y += rows)
            for (int x = 0; x < extent.ScanX; x += columns)
            {
                CubeShape size = extent with { ScanY = Math.Min(rows, extent.ScanY - y), ScanX = Math.Min(columns, extent.ScanX - x) };
                CubeRegion part = region with { ScanY = region.ScanY + y, ScanX = region.ScanX + x, Extent = size };
                byte[] partSamples = new byte[size.Samples * elementBytes];
                Read(reader, part, partSamples, threads: 1);
                BoxCopy.Copy(part, part, partSamples, region, samples, elementBytes);
            }
    }

    // A region that begins within a block ends its first part where the block does.
    private static int Step(int start, int length, int block) => Math.Min(length, block - start % block);

    private void Add(in CubeRegion region, string problem)
    {
        lock (_gate)
        {
            for (int y = region.ScanY; y < region.ScanY + region.Extent.ScanY; y++)
                for (int x = region.ScanX; x < region.ScanX + region.Extent.ScanX; x++) Volatile.Write(ref _isMissing[y * shape.ScanX + x], true);
            string message = $"rows {region.ScanY} to {region.ScanY + region.Extent.ScanY - 1}, columns {region.ScanX} to {region.ScanX + region.Extent.ScanX - 1}: {problem}";
            if (!_messages.Contains(message)) _messages.Add(message);
        }
    }
}
