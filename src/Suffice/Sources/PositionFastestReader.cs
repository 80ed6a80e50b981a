using System.Buffers;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Kernels;

namespace Suffice.Sources;

/// <summary>
/// Reads a cube that is stored position-fastest: the samples of one detector pixel at all positions of the scan, then those of the
/// next pixel. Patterns are put together in memory, in blocks of pixels and positions, and never the whole cube.
/// </summary>
/// <param name="file">Disposed with this reader.</param>
/// <param name="offset">Byte at which the samples begin.</param>
internal sealed class PositionFastestReader(SourceFile file, Cube cube, long offset) : ICubeReader, IPositionFastestFile
{
    // One read for each pixel fetches this many positions at most; 64 pixels of a row are written side by side.
    private const int PixelsAtOnce = 64, PositionsAtOnce = 4096;

    // Columns of the transposition that lie a power of two apart would share a few cache lines.
    private const int Padding = 32;

    // So many rows are one block that a read of one pixel is some kilobytes, where patterns are not huge.
    private const long BlockBytes = 256 << 20;

    private readonly int _sampleBytes = cube.Element.Bytes();

    public Cube Cube => cube;

    public CubeShape BlockShape => cube.Shape with { ScanY = (int)Math.Clamp(BlockBytes / Math.Max(1, cube.Shape.ScanX * cube.PatternBytes), 1, cube.Shape.ScanY) };

    public (string Path, long Offset) Samples => (file.Path, offset);

    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!region.IsWithin(cube.Shape)) throw new ArgumentException($"The region does not lie within {cube.Shape}.", nameof(region));
        CubeRegion wanted = region;
        if (samples.Length != (Int128)wanted.Extent.Samples * _sampleBytes)
            throw new ArgumentException("The span must be exactly as long as the region.", nameof(samples));
        if (samples.IsEmpty) return;
        int patternBytes = (int)(wanted.Extent.PatternSamples * _sampleBytes);
        int perSlice = (int)((wanted.Extent.Patterns + threads - 1) / threads);
        ParallelSlices.ForEach(samples, perSlice * patternBytes, threads, (index, slice) => ReadSlice(wanted, index * perSlice, slice, patternBytes));
        SampleOrder.ToNative(cube.Element, cube.StoredOrder, samples);
    }

    public void Dispose() => file.Dispose();

    /// <summary>Fills patterns that follow each other in the region from number <paramref name="first"/> on.</summary>
    private void ReadSlice(in CubeRegion region, long first, Span<byte> patterns, int patternBytes)
    {
        int count = patterns.Length / patternBytes;
        byte[] block = ArrayPool<byte>.Shared.Rent(PixelsAtOnce * (Math.Min(count, PositionsAtOnce) + Padding) * _sampleBytes);
        try
        {
            for (int done = 0; done < count; done += PositionsAtOnce)
            {
                int positions = Math.Min(PositionsAtOnce, count - done);
                Span<byte> part = patterns.Slice(done * patternBytes, positions * patternBytes);
                for (int y = 0; y < region.Extent.DetectorY; y++)
                    for (int x = 0; x < region.Extent.DetectorX; x += PixelsAtOnce)
                        ReadBlock(region, first + done, positions, y, x, block, part);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void ReadBlock(in CubeRegion region, long first, int positions, int y, int x, byte[] block, Span<byte> patterns)
    {
        int pixels = Math.Min(PixelsAtOnce, region.Extent.DetectorX - x), stride = positions + Padding;
        for (int i = 0; i < pixels; i++)
        {
            long pixel = (region.DetectorY + y) * (long)cube.Shape.DetectorX + region.DetectorX + x + i;
            ReadPixel(region, pixel, first, block.AsSpan(i * stride * _sampleBytes, positions * _sampleBytes));
        }
        int at = y * region.Extent.DetectorX + x, patternSamples = (int)region.Extent.PatternSamples;
        switch (_sampleBytes)
        {
            case 1: Transpose<byte>(block, stride, pixels, patterns, patternSamples, at); break;
            case 2: Transpose<ushort>(block, stride, pixels, patterns, patternSamples, at); break;
            case 4: Transpose<uint>(block, stride, pixels, patterns, patternSamples, at); break;
            default: Transpose<ulong>(block, stride, pixels, patterns, patternSamples, at); break;
        }
    }

    // Positions of a region over whole rows of the scan lie side by side.
    private void ReadPixel(in CubeRegion region, long pixel, long first, Span<byte> samples)
    {
        for (long next = first; samples.Length > 0;)
        {
            (long row, long column) = Math.DivRem(next, region.Extent.ScanX);
            long position = (region.ScanY + row) * cube.Shape.ScanX + region.ScanX + column;
            int run = region.Extent.ScanX == cube.Shape.ScanX ? samples.Length : (int)Math.Min(samples.Length, (region.Extent.ScanX - column) * _sampleBytes);
            file.ReadAt(offset + (pixel * cube.Shape.Patterns + position) * _sampleBytes, samples[..run]);
            samples = samples[run..];
            next += run / _sampleBytes;
        }
    }

    private static void Transpose<T>(byte[] block, int stride, int pixels, Span<byte> patterns, int patternSamples, int at)
        where T : unmanaged
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(block);
        Span<T> to = MemoryMarshal.Cast<byte, T>(patterns);
        for (int position = 0; position * patternSamples < to.Length; position++)
        {
            Span<T> line = to.Slice(position * patternSamples + at, pixels);
            for (int i = 0; i < line.Length; i++) line[i] = from[i * stride + position];
        }
    }
}
