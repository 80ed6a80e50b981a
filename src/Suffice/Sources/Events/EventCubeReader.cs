using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Kernels;

namespace Suffice.Sources.Events;

/// <summary>Counts the electrons of an event file into diffraction patterns, a few at a time.</summary>
/// <param name="cube">Its element type is an integer.</param>
internal sealed class EventCubeReader(Cube cube, IScanEvents events) : ICubeReader
{
    // An event file is gone through by stretches of time: a slice of this size is worth the way to its stretch.
    private const int SliceBytes = 16 << 20;

    public Cube Cube => cube;

    public CubeShape BlockShape => cube.Shape with { ScanY = 1 };

    /// <summary>The smallest type that counts so many electrons.</summary>
    public static ElementType ElementFor(long mostElectrons) =>
        mostElectrons <= byte.MaxValue ? ElementType.UInt8 : mostElectrons <= ushort.MaxValue ? ElementType.UInt16 : ElementType.UInt32;

    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!region.IsWithin(cube.Shape)) throw new ArgumentException($"The region does not lie within {cube.Shape}.", nameof(region));
        CubeRegion wanted = region;
        if (samples.Length != (Int128)wanted.Extent.Samples * cube.Element.Bytes())
            throw new ArgumentException("The span must be exactly as long as the region.", nameof(samples));
        if (samples.IsEmpty) return;
        int patternBytes = checked((int)(wanted.Extent.PatternSamples * cube.Element.Bytes()));
        int perSlice = Math.Max(1, SliceBytes / patternBytes);
        ParallelSlices.ForEach(samples, (int)Math.Min((long)perSlice * patternBytes, samples.Length), threads, (index, slice) => Count(wanted, index * perSlice, slice, patternBytes));
    }

    public void Dispose() => events.Dispose();

    private void Count(in CubeRegion region, long first, Span<byte> patterns, int patternBytes)
    {
        for (long next = first; patterns.Length > 0;)
        {
            (long row, long column) = Math.DivRem(next, region.Extent.ScanX);
            // Whole rows of the scan follow each other.
            long following = region.Extent.ScanX == cube.Shape.ScanX ? long.MaxValue : region.Extent.ScanX - column;
            int run = (int)Math.Min(patterns.Length / patternBytes, following);
            long position = (region.ScanY + row) * cube.Shape.ScanX + region.ScanX + column;
            CountRun(region, position, run, patterns[..(run * patternBytes)]);
            patterns = patterns[(run * patternBytes)..];
            next += run;
        }
    }

    private void CountRun(CubeRegion region, long position, int run, Span<byte> patterns)
    {
        // A sink cannot capture a span.
        int length = patterns.Length;
        byte[] counts = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            counts.AsSpan(0, length).Clear();
            events.Read(position, run, (positions, pixels) => Add(region, counts.AsSpan(0, length), positions, pixels));
            counts.AsSpan(0, length).CopyTo(patterns);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(counts);
        }
    }

    private void Add(in CubeRegion region, Span<byte> counts, ReadOnlySpan<int> positions, ReadOnlySpan<int> pixels)
    {
        switch (cube.Element)
        {
            case ElementType.UInt8: Add<byte>(region, counts, positions, pixels); break;
            case ElementType.Int8: Add<sbyte>(region, counts, positions, pixels); break;
            case ElementType.UInt16: Add<ushort>(region, counts, positions, pixels); break;
            case ElementType.Int16: Add<short>(region, counts, positions, pixels); break;
            case ElementType.UInt32: Add<uint>(region, counts, positions, pixels); break;
            case ElementType.Int32: Add<int>(region, counts, positions, pixels); break;
            case ElementType.UInt64: Add<ulong>(region, counts, positions, pixels); break;
            default: Add<long>(region, counts, positions, pixels); break;
        }
    }

    private void Add<T>(in CubeRegion region, Span<byte> bytes, ReadOnlySpan<int> positions, ReadOnlySpan<int> pixels)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        Span<T> counts = MemoryMarshal.Cast<byte, T>(bytes);
        CubeShape extent = region.Extent;
        bool isWhole = extent.PatternSamples == cube.Shape.PatternSamples;
        int patternSamples = (int)extent.PatternSamples;
        for (int i = 0; i < positions.Length; i++)
        {
            int pixel = pixels[i];
            if (!isWhole)
            {
                (int y, int x) = Math.DivRem(pixel, cube.Shape.DetectorX);
                (y, x) = (y - region.DetectorY, x - region.DetectorX);
                if ((uint)y >= (uint)extent.DetectorY || (uint)x >= (uint)extent.DetectorX) continue;
                pixel = y * extent.DetectorX + x;
            }
            ref T count = ref counts[positions[i] * patternSamples + pixel];
            if (count == T.MaxValue) throw new CubeFileException(events.Path, $"has more electrons at a pixel than {cube.Element.Name()} counts: the file is damaged, or changed since it was opened");
            count += T.One;
        }
    }
}
