using Suffice.Chunks.Kernels;
using Suffice.Cubes;

namespace Suffice.Chunks;

/// <summary>Copies boxes of samples between row-major buffers of different extents.</summary>
public static class BoxCopy
{
    // A target of this size is not read again from the cache, whatever the machine.
    private const int StreamedBytes = 64 << 20;

    /// <summary>
    /// Copies the samples of <paramref name="box"/> from a buffer that holds <paramref name="source"/> to one that holds
    /// <paramref name="target"/>; all three in the coordinates of the same cube.
    /// </summary>
    /// <param name="elementBytes">Bytes of one sample.</param>
    public static void Copy(
        in CubeRegion box, in CubeRegion source, ReadOnlySpan<byte> from, in CubeRegion target, Span<byte> to, int elementBytes)
    {
        CubeShape n = box.Extent;
        if (n.Samples == 0) return;
        int lineBytes = n.DetectorX * elementBytes;
        // Detector rows that follow one another in both buffers are one run.
        bool wholeLines = n.DetectorX == source.Extent.DetectorX && n.DetectorX == target.Extent.DetectorX;
        int lines = wholeLines ? 1 : n.DetectorY;
        int runBytes = wholeLines ? lineBytes * n.DetectorY : lineBytes;
        int fromStep = source.Extent.DetectorX * elementBytes, toStep = target.Extent.DetectorX * elementBytes;
        bool isStreamed = to.Length >= StreamedBytes;
        for (int y = 0; y < n.ScanY; y++)
            for (int x = 0; x < n.ScanX; x++)
            {
                int f = Offset(source, box.ScanY + y, box.ScanX + x, box, elementBytes);
                int t = Offset(target, box.ScanY + y, box.ScanX + x, box, elementBytes);
                for (int line = 0; line < lines; line++, f += fromStep, t += toStep)
                {
                    ReadOnlySpan<byte> run = from.Slice(f, runBytes);
                    if (isStreamed) StreamingCopy.Copy(run, to.Slice(t, runBytes));
                    else run.CopyTo(to.Slice(t, runBytes));
                }
            }
        if (isStreamed) StreamingCopy.Fence();
    }

    /// <summary>The part that two regions share; its extents are 0 where they share none.</summary>
    public static CubeRegion Intersection(in CubeRegion a, in CubeRegion b)
    {
        (int y, int ny) = Overlap(a.ScanY, a.Extent.ScanY, b.ScanY, b.Extent.ScanY);
        (int x, int nx) = Overlap(a.ScanX, a.Extent.ScanX, b.ScanX, b.Extent.ScanX);
        (int dy, int ndy) = Overlap(a.DetectorY, a.Extent.DetectorY, b.DetectorY, b.Extent.DetectorY);
        (int dx, int ndx) = Overlap(a.DetectorX, a.Extent.DetectorX, b.DetectorX, b.Extent.DetectorX);
        return new CubeRegion(y, x, dy, dx, new CubeShape(ny, nx, ndy, ndx));
    }

    private static (int Start, int Count) Overlap(int a, int na, int b, int nb)
    {
        int start = Math.Max(a, b);
        return (start, Math.Max(0, Math.Min(a + na, b + nb) - start));
    }

    private static int Offset(in CubeRegion buffer, int y, int x, in CubeRegion box, int elementBytes)
    {
        CubeShape n = buffer.Extent;
        long pattern = (long)(y - buffer.ScanY) * n.ScanX + (x - buffer.ScanX);
        long sample = pattern * n.PatternSamples + (long)(box.DetectorY - buffer.DetectorY) * n.DetectorX + (box.DetectorX - buffer.DetectorX);
        return checked((int)(sample * elementBytes));
    }
}
