using System.Buffers;
using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Kernels;

namespace Suffice.Sources;

/// <summary>
/// Reads any file, or series of files, in which diffraction patterns of one size follow each other. Missing ones are zeros.
/// </summary>
internal sealed class PatternFileReader(FrameFiles files, Cube cube, PatternLayout layout) : ICubeReader, IPatternFiles
{
    // Small patterns are grouped to this size, so that a thread gets work worth its wake-up and one read fetches many.
    private const int GroupBytes = 1 << 20;

    // Runs of frames up to this size are fetched at once, headers and all, and copied out of the cache: 64x64 uint8
    // frames behind headers of 384 bytes came at 2 GB/s one by one, and at 9 GB/s so.
    private const int SmallFrameBytes = 1 << 16;
    private const int SmallFramesBytes = 1 << 18;

    private readonly int _sampleBytes = cube.Element.Bytes();
    private readonly long _frameBytes = layout.HeaderBytes + (layout.Unpack is null ? cube.PatternBytes : layout.PackedBytes) + layout.FooterBytes;

    public Cube Cube => cube;

    public CubeShape BlockShape => cube.Shape with { ScanY = 1, ScanX = 1 };

    // Patterns in another order than the scan's have no runs that a file could be taken apart by.
    public ImmutableArray<PatternRun> Runs => layout.Unpack is not null || !layout.FrameAt.IsEmpty ? [] :
        [.. files.Parts.Where(part => part.Path is not null && part.First < cube.Shape.Patterns).SelectMany(RunsOf)];

    public void CheckHeader(string path, long frame, long offset, ReadOnlySpan<byte> header) =>
        layout.CheckHeader?.Invoke(path, frame, offset, header[^layout.HeaderBytes..]);

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

    public void Dispose() => files.Dispose();

    /// <summary>Reads the patterns of the region from number <paramref name="first"/> on.</summary>
    private void ReadGroup(in CubeRegion region, long first, Span<byte> group, int patternBytes)
    {
        bool inPlace = layout.Unpack is null && patternBytes == _frameBytes;
        bool small = _frameBytes <= SmallFrameBytes || layout.Unpack is not null;
        int mostFrames = inPlace ? int.MaxValue : small ? Math.Max(1, (int)(SmallFramesBytes / _frameBytes)) : 1;
        for (long next = first; group.Length > 0;)
        {
            long frame = FrameOf(region, next);
            FramePart part = files.Locate(frame);
            int most = (int)Math.Min(Math.Min(group.Length / patternBytes, mostFrames), part.End - frame);
            int frames = 1;
            while (frames < most && FrameOf(region, next + frames) == frame + frames) frames++;
            Span<byte> run = group[..(frames * patternBytes)];
            if (part.Path is null)
                run.Clear();
            else if (small && !inPlace)
                ReadSmallFrames(region, part, frame - part.First, frames, run);
            else
                ReadFrame(region, part, frame - part.First, run);
            SampleOrder.ToNative(cube.Element, cube.StoredOrder, run);
            group = group[run.Length..];
            next += frames;
        }
    }

    private long FrameOf(in CubeRegion region, long pattern)
    {
        (long row, long column) = Math.DivRem(pattern, region.Extent.ScanX);
        long position = (region.ScanY + row) * cube.Shape.ScanX + region.ScanX + column;
        if (layout.FrameAt.IsEmpty) return position;
        // Behind the last frame, all are missing.
        return layout.FrameAt[(int)position] is >= 0 and int frame ? frame : files.Parts[^1].End;
    }

    // A run has headers only: to all patterns but the first, the footer before is part of theirs.
    private IEnumerable<PatternRun> RunsOf(FramePart part)
    {
        long patterns = Math.Min(part.End, cube.Shape.Patterns) - part.First;
        int first = layout.FooterBytes > 0 ? 1 : 0;
        if (first > 0) yield return new PatternRun(part.Path!, layout.FirstFrame, layout.HeaderBytes, part.First, first);
        if (patterns > first)
            yield return new PatternRun(part.Path!, layout.FirstFrame + first * (layout.HeaderBytes + cube.PatternBytes),
                layout.HeaderBytes + layout.FooterBytes, part.First + first, patterns - first);
    }

    private void ReadFrame(in CubeRegion region, FramePart part, long frame, Span<byte> pixels)
    {
        long offset = layout.FirstFrame + frame * _frameBytes;
        if (layout.HeaderBytes > 0) CheckHeader(part, frame, offset);
        long firstRow = offset + layout.HeaderBytes + (long)region.DetectorY * cube.Shape.DetectorX * _sampleBytes;
        if (region.Extent.DetectorX == cube.Shape.DetectorX)
            files.ReadAt(part, firstRow, pixels);
        else
            ReadPartsOfRows(region, part, firstRow, pixels);
    }

    private void ReadSmallFrames(in CubeRegion region, FramePart part, long first, int count, Span<byte> pixels)
    {
        int frameBytes = (int)_frameBytes;
        int patternBytes = pixels.Length / count;
        long offset = layout.FirstFrame + first * _frameBytes;
        byte[] frames = ArrayPool<byte>.Shared.Rent(count * frameBytes);
        try
        {
            files.ReadAt(part, offset, frames.AsSpan(0, count * frameBytes));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> frame = frames.AsSpan(i * frameBytes, frameBytes);
                layout.CheckHeader?.Invoke(part.Path!, first + i, offset + (long)i * frameBytes, frame[..layout.HeaderBytes]);
                Span<byte> pattern = pixels.Slice(i * patternBytes, patternBytes);
                if (layout.Unpack is null)
                    CopyBox(region, frame[layout.HeaderBytes..], pattern);
                else
                    Unpack(region, layout.Unpack, frame[layout.HeaderBytes..], pattern);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frames);
        }
    }

    private void Unpack(in CubeRegion region, PatternUnpacking unpack, ReadOnlySpan<byte> stored, Span<byte> pixels)
    {
        if (pixels.Length == cube.PatternBytes)
        {
            unpack(stored, pixels);
            return;
        }
        int patternBytes = (int)cube.PatternBytes;
        byte[] pattern = ArrayPool<byte>.Shared.Rent(patternBytes);
        try
        {
            unpack(stored, pattern.AsSpan(0, patternBytes));
            CopyBox(region, pattern, pixels);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pattern);
        }
    }

    private void CopyBox(in CubeRegion region, ReadOnlySpan<byte> pattern, Span<byte> pixels)
    {
        int rowBytes = cube.Shape.DetectorX * _sampleBytes;
        CopyRows(region, pattern[(region.DetectorY * rowBytes + region.DetectorX * _sampleBytes)..], rowBytes, region.Extent.DetectorY, pixels);
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

    private void CheckHeader(FramePart part, long frame, long offset)
    {
        byte[] header = ArrayPool<byte>.Shared.Rent(layout.HeaderBytes);
        try
        {
            Span<byte> bytes = header.AsSpan(0, layout.HeaderBytes);
            files.ReadAt(part, offset, bytes);
            layout.CheckHeader?.Invoke(part.Path!, frame, offset, bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(header);
        }
    }

    // Whole rows are fetched in one go and trimmed: a call of the system costs as much as copying some ten kilobytes.
    private void ReadPartsOfRows(in CubeRegion region, FramePart part, long firstRow, Span<byte> pixels)
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
                files.ReadAt(part, firstRow + row * rowBytes + skipped, rows.AsSpan(0, (int)((count - 1) * rowBytes + partBytes)));
                CopyRows(region, rows, (int)rowBytes, count, pixels[(row * partBytes)..]);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rows);
        }
    }
}
