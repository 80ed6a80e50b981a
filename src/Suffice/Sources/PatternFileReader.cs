using System.Buffers;
using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Kernels;

namespace Suffice.Sources;

/// <summary>Reads any file in which uncompressed diffraction patterns follow each other.</summary>
internal sealed class PatternFileReader(SourceFile file, Cube cube, PatternLayout layout) : ICubeReader, IPatternFiles
{
    // Small patterns are grouped to this size, so that a thread gets work worth its wake-up and one read fetches many.
    private const int GroupBytes = 1 << 20;

    // Runs of frames up to this size are fetched at once, headers and all, and copied out of the cache: 64x64 uint8
    // frames behind headers of 384 bytes came at 2 GB/s one by one, and at 9 GB/s so.
    private const int SmallFrameBytes = 1 << 16;
    private const int SmallFramesBytes = 1 << 18;

    private readonly int _sampleBytes = cube.Element.Bytes();
    private readonly long _frameBytes = layout.HeaderBytes + cube.PatternBytes;

    public Cube Cube => cube;

    public CubeShape BlockShape => cube.Shape with { ScanY = 1, ScanX = 1 };

    public ImmutableArray<PatternRun> Runs => [new PatternRun(file.Path, layout.FirstFrame, layout.HeaderBytes, 0, cube.Shape.Patterns)];

    public void CheckHeader(long frame, long offset, ReadOnlySpan<byte> header) => layout.CheckHeader?.Invoke(frame, offset, header);

    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!region.IsWithin(cube.Shape)) throw new ArgumentException($"The region does not lie within {cube.Shape}.", nameof(region));
        CubeRegion wanted = region;
        if (samples.Length != (Int128)wanted.Extent.Patterns * wanted.Extent.PatternSamples * _sampleBytes)
            throw new ArgumentException("The span must be exactly as long as the region.", nameof(samples));
        if (samples.IsEmpty) return;

        int patternBytes = (int)(wanted.Extent.PatternSamples * _sampleBytes);
        int perGroup = Math.Max(1, GroupBytes / patternBytes);
        int groupBytes = (int)Math.Min((long)perGroup * patternBytes, samples.Length);
        ParallelSlices.ForEach(samples, groupBytes, threads, (index, group) => ReadGroup(wanted, index * perGroup, group, patternBytes));
    }

    public void Dispose() => file.Dispose();

    /// <summary>Reads the patterns of the region from number <paramref name="first"/> on.</summary>
    private void ReadGroup(in CubeRegion region, long first, Span<byte> group, int patternBytes)
    {
        bool inPlace = patternBytes == cube.PatternBytes && layout.HeaderBytes == 0;
        bool small = _frameBytes <= SmallFrameBytes;
        int mostFrames = inPlace ? int.MaxValue : small ? (int)(SmallFramesBytes / _frameBytes) : 1;
        for (long next = first; group.Length > 0;)
        {
            long frame = FrameOf(region, next);
            int most = Math.Min(group.Length / patternBytes, mostFrames);
            int frames = 1;
            while (frames < most && FrameOf(region, next + frames) == frame + frames) frames++;
            Span<byte> run = group[..(frames * patternBytes)];
            if (small && !inPlace)
                ReadSmallFrames(region, frame, frames, run);
            else
                ReadFrame(region, frame, run);
            SampleOrder.ToNative(cube.Element, cube.StoredOrder, run);
            group = group[run.Length..];
            next += frames;
        }
    }

    private long FrameOf(in CubeRegion region, long pattern)
    {
        (long row, long column) = Math.DivRem(pattern, region.Extent.ScanX);
        return (region.ScanY + row) * cube.Shape.ScanX + region.ScanX + column;
    }

    private void ReadFrame(in CubeRegion region, long frame, Span<byte> pixels)
    {
        long offset = layout.FirstFrame + frame * _frameBytes;
        if (layout.HeaderBytes > 0) CheckHeader(frame, offset);
        long firstRow = offset + layout.HeaderBytes + (long)region.DetectorY * cube.Shape.DetectorX * _sampleBytes;
        if (region.Extent.DetectorX == cube.Shape.DetectorX)
            file.ReadAt(firstRow, pixels);
        else
            ReadPartsOfRows(region, firstRow, pixels);
    }

    private void ReadSmallFrames(in CubeRegion region, long first, int count, Span<byte> pixels)
    {
        int frameBytes = (int)_frameBytes;
        int rowBytes = cube.Shape.DetectorX * _sampleBytes;
        int firstPixel = layout.HeaderBytes + region.DetectorY * rowBytes + region.DetectorX * _sampleBytes;
        long offset = layout.FirstFrame + first * _frameBytes;
        byte[] frames = ArrayPool<byte>.Shared.Rent(count * frameBytes);
        try
        {
            file.ReadAt(offset, frames.AsSpan(0, count * frameBytes));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> frame = frames.AsSpan(i * frameBytes, frameBytes);
                layout.CheckHeader?.Invoke(first + i, offset + (long)i * frameBytes, frame[..layout.HeaderBytes]);
                CopyRows(region, frame[firstPixel..], rowBytes, region.Extent.DetectorY, pixels);
                pixels = pixels[(pixels.Length / (count - i))..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frames);
        }
    }

    /// <summary>Copies the wanted columns of rows; <paramref name="rows"/> begins at the first of them.</summary>
    private void CopyRows(in CubeRegion region, ReadOnlySpan<byte> rows, int rowBytes, int count, Span<byte> pixels)
    {
        int partBytes = region.Extent.DetectorX * _sampleBytes;
        if (partBytes == rowBytes)
        {
            rows[..(count * rowBytes)].CopyTo(pixels);
            return;
        }
        for (int i = 0; i < count; i++) rows.Slice(i * rowBytes, partBytes).CopyTo(pixels[(i * partBytes)..]);
    }

    private void CheckHeader(long frame, long offset)
    {
        byte[] header = ArrayPool<byte>.Shared.Rent(layout.HeaderBytes);
        try
        {
            Span<byte> bytes = header.AsSpan(0, layout.HeaderBytes);
            file.ReadAt(offset, bytes);
            layout.CheckHeader?.Invoke(frame, offset, bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(header);
        }
    }

    // Whole rows are fetched in one go and trimmed: a call of the system costs as much as copying some ten kilobytes.
    private void ReadPartsOfRows(in CubeRegion region, long firstRow, Span<byte> pixels)
    {
        long rowBytes = (long)cube.Shape.DetectorX * _sampleBytes;
        int partBytes = region.Extent.DetectorX * _sampleBytes;
        long skipped = (long)region.DetectorX * _sampleBytes;
        int rowsAtOnce = (int)Math.Clamp(GroupBytes / rowBytes, 1, region.Extent.DetectorY);
        // From the first wanted byte to the last one, so that no more than the wanted columns of a huge row are fetched.
        byte[] rows = ArrayPool<byte>.Shared.Rent(checked((int)((rowsAtOnce - 1) * rowBytes + partBytes)));
        try
        {
            for (int row = 0; row < region.Extent.DetectorY; row += rowsAtOnce)
            {
                int count = Math.Min(rowsAtOnce, region.Extent.DetectorY - row);
                file.ReadAt(firstRow + row * rowBytes + skipped, rows.AsSpan(0, (int)((count - 1) * rowBytes + partBytes)));
                CopyRows(region, rows, (int)rowBytes, count, pixels[(row * partBytes)..]);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rows);
        }
    }
}
