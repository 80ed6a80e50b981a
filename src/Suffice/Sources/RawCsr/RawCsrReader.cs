using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Kernels;

namespace Suffice.Sources.RawCsr;

/// <summary>Opens and reads sparse patterns of LiberTEM; <see cref="RawCsrFormat"/> describes them.</summary>
public sealed class RawCsrReader : ICubeReader
{
    private const int SliceBytes = 4 << 20, MostAtOnce = 1 << 16;

    private readonly RawCsrDescription _description;
    private readonly SourceFile _starts, _pixels, _values;
    private readonly long _count;

    private RawCsrReader(string path, RawCsrDescription description, Cube cube)
    {
        (_description, Cube) = (description, cube);
        List<SourceFile> open = [];
        try
        {
            foreach (RawNumbers numbers in (RawNumbers[])[description.Starts, description.Pixels, description.Values]) open.Add(SourceFile.Open(numbers.Path));
            (_starts, _pixels, _values) = (open[0], open[1], open[2]);
            _count = _values.Bytes / description.Values.Element.Bytes();
            long positions = cube.Shape.Patterns;
            if (_starts.Bytes / description.Starts.Element.Bytes() < positions + 1)
                throw new CubeFileException(_starts.Path, $"has {_starts.Bytes / description.Starts.Element.Bytes():N0} numbers; a scan of {positions:N0} positions needs {positions + 1:N0}");
            long indices = _pixels.Bytes / description.Pixels.Element.Bytes();
            if (indices != _count) throw new CubeFileException(path, $"names {indices:N0} pixels and {_count:N0} values: the files do not belong together");
        }
        catch
        {
            foreach (SourceFile file in open) file.Dispose();
            throw;
        }
    }

    public Cube Cube { get; }

    public CubeShape BlockShape => Cube.Shape with { ScanY = 1, ScanX = 1 };

    /// <summary>Opens the cube that a .toml describes.</summary>
    /// <exception cref="CubeFileException">The description or one of its files is damaged or missing.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        RawCsrDescription description = RawCsrDescription.Read(path);
        if (description.Starts.Element.IsFloat() || description.Pixels.Element.IsFloat()) throw new CubeFileException(path, "gives places as floating-point numbers; integers are read here");
        if (scan is ScanSize asked) ScanOverride.MustHold(path, asked, (long)description.Rows * description.Columns);
        ScanSize size = scan ?? new ScanSize(description.Rows, description.Columns);
        Cube cube = new(description.Values.Element, description.Values.Order,
            [new("scan_y", size.Rows, Unit: "pixels"), new("scan_x", size.Columns, Unit: "pixels")],
            [new("detector_y", description.DetectorRows, Unit: "pixels"), new("detector_x", description.DetectorColumns, Unit: "pixels")],
            new(size.Rows, size.Columns, description.DetectorRows, description.DetectorColumns));
        RawCsrReader reader = new(path, description, cube);
        string origin = scan is null ? $"from the .toml: nav_shape {description.Rows} x {description.Columns}" : "as given by --scan";
        return new(RawCsrFormat.Name, null, reader, origin, [], [("stored values", $"{reader._count:N0}")])
        {
            Files = [path, description.Starts.Path, description.Pixels.Path, description.Values.Path],
        };
    }

    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!region.IsWithin(Cube.Shape)) throw new ArgumentException($"The region does not lie within {Cube.Shape}.", nameof(region));
        CubeRegion wanted = region;
        if (samples.Length != (Int128)wanted.Extent.Samples * Cube.Element.Bytes())
            throw new ArgumentException("The span must be exactly as long as the region.", nameof(samples));
        if (samples.IsEmpty) return;
        int patternBytes = checked((int)(wanted.Extent.PatternSamples * Cube.Element.Bytes()));
        int perSlice = Math.Max(1, SliceBytes / patternBytes);
        ParallelSlices.ForEach(samples, (int)Math.Min((long)perSlice * patternBytes, samples.Length), threads, (index, slice) =>
        {
            slice.Clear();
            for (int i = 0; i * patternBytes < slice.Length; i++)
            {
                (long row, long column) = Math.DivRem(index * perSlice + i, wanted.Extent.ScanX);
                ReadPattern(wanted, (wanted.ScanY + row) * Cube.Shape.ScanX + wanted.ScanX + column, slice.Slice(i * patternBytes, patternBytes));
            }
        });
    }

    public void Dispose()
    {
        _starts.Dispose();
        _pixels.Dispose();
        _values.Dispose();
    }

    private void ReadPattern(in CubeRegion region, long position, Span<byte> pattern)
    {
        Span<long> ends = stackalloc long[2];
        ReadIntegers(_starts, _description.Starts, position, ends);
        (long first, long end) = (ends[0], ends[1]);
        if (first < 0 || end < first || end > _count)
            throw new CubeFileException(_starts.Path, $"position {position:N0} has values {first:N0} to {end:N0} of {_count:N0}: the file is damaged");
        int sampleBytes = Cube.Element.Bytes();
        long[] pixels = ArrayPool<long>.Shared.Rent((int)Math.Min(MostAtOnce, end - first));
        byte[] values = ArrayPool<byte>.Shared.Rent((int)Math.Min(MostAtOnce, end - first) * sampleBytes);
        try
        {
            for (; first < end; first += MostAtOnce)
            {
                int count = (int)Math.Min(MostAtOnce, end - first);
                ReadIntegers(_pixels, _description.Pixels, first, pixels.AsSpan(0, count));
                Span<byte> read = values.AsSpan(0, count * sampleBytes);
                _values.ReadAt(first * sampleBytes, read);
                SampleOrder.ToNative(Cube.Element, Cube.StoredOrder, read);
                Add(region, position, pixels.AsSpan(0, count), read, pattern);
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(pixels);
            ArrayPool<byte>.Shared.Return(values);
        }
    }

    private void Add(in CubeRegion region, long position, ReadOnlySpan<long> pixels, ReadOnlySpan<byte> values, Span<byte> pattern)
    {
        switch (Cube.Element)
        {
            case ElementType.UInt8: AddAs<byte>(region, position, pixels, values, pattern); break;
            case ElementType.Int8: AddAs<sbyte>(region, position, pixels, values, pattern); break;
            case ElementType.UInt16: AddAs<ushort>(region, position, pixels, values, pattern); break;
            case ElementType.Int16: AddAs<short>(region, position, pixels, values, pattern); break;
            case ElementType.UInt32: AddAs<uint>(region, position, pixels, values, pattern); break;
            case ElementType.Int32: AddAs<int>(region, position, pixels, values, pattern); break;
            case ElementType.UInt64: AddAs<ulong>(region, position, pixels, values, pattern); break;
            case ElementType.Int64: AddAs<long>(region, position, pixels, values, pattern); break;
            case ElementType.Float32: AddAs<float>(region, position, pixels, values, pattern); break;
            default: AddAs<double>(region, position, pixels, values, pattern); break;
        }
    }

    private void AddAs<T>(in CubeRegion region, long position, ReadOnlySpan<long> pixels, ReadOnlySpan<byte> values, Span<byte> pattern)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(values);
        Span<T> to = MemoryMarshal.Cast<byte, T>(pattern);
        for (int i = 0; i < pixels.Length; i++)
        {
            (long y, long x) = Math.DivRem(pixels[i], Cube.Shape.DetectorX);
            if (pixels[i] < 0 || y >= Cube.Shape.DetectorY)
                throw new CubeFileException(_pixels.Path, $"position {position:N0} has a value at pixel {pixels[i]:N0} of {Cube.Shape.PatternSamples:N0}: the file is damaged");
            (y, x) = (y - region.DetectorY, x - region.DetectorX);
            if (y < 0 || x < 0 || y >= region.Extent.DetectorY || x >= region.Extent.DetectorX) continue;
            // The same pixel twice is their sum, as scipy has it; a single value keeps its bits, those of -0 too.
            ref T sample = ref to[(int)(y * region.Extent.DetectorX + x)];
            sample = T.IsZero(sample) ? from[i] : unchecked(sample + from[i]);
        }
    }

    private static void ReadIntegers(SourceFile file, RawNumbers numbers, long first, Span<long> integers)
    {
        int bytes = numbers.Element.Bytes();
        byte[] stored = ArrayPool<byte>.Shared.Rent(integers.Length * bytes);
        try
        {
            Span<byte> read = stored.AsSpan(0, integers.Length * bytes);
            file.ReadAt(first * bytes, read);
            IntegerSpans.Widen(read, numbers.Element, numbers.Order, integers);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }
}
