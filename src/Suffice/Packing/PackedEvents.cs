using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Stempy;

namespace Suffice.Packing;

/// <summary>Writes a cube of counts as electron events: for each position the pixels that were hit, each as often as it was.</summary>
internal sealed class PackedEvents : IDisposable
{
    public const string Path = StempyFormat.Frames;

    // A list is in memory as a whole: 256 MiB.
    private const int MostInPattern = 1 << 26;

    private readonly Hdf5File _file;
    private readonly Cube _cube;
    private readonly Hdf5RaggedWriter _frames;
    private uint[] _pixels = [];

    /// <exception cref="NotSupportedException">The samples are no counts, or there are too many positions or pixels.</exception>
    public PackedEvents(Hdf5File file, Cube cube)
    {
        (_file, _cube) = (file, cube);
        if (cube.Element.IsFloat()) throw new NotSupportedException($"electron events are counts, and the samples of this cube are {cube.Element.Name()}: pack it --as dense");
        if (cube.Shape.Patterns > StempyFormat.MostPositions || cube.Shape.PatternSamples > StempyFormat.MostPixels)
            throw new NotSupportedException($"a scan of {cube.Shape} has more positions or pixels than are read from events: pack it --as dense");
        file.CreateGroup(Path[..Path.LastIndexOf('/')]);
        _frames = new Hdf5RaggedWriter(file, Path, cube.Shape.Patterns);
    }

    /// <summary>Electrons that were written.</summary>
    public long Electrons { get; private set; }

    /// <summary>Writes patterns that follow those before.</summary>
    /// <exception cref="NotSupportedException">A sample is negative, or a pattern has too many electrons.</exception>
    public void Write(CubeRegion region, SampleBuffer samples)
    {
        int patternBytes = checked((int)_cube.PatternBytes);
        long first = (long)region.ScanY * _cube.Shape.ScanX + region.ScanX;
        for (int i = 0; i < region.Extent.Patterns; i++)
        {
            int count = Collect(first + i, samples.Span((long)i * patternBytes, patternBytes));
            _frames.Add(_pixels.AsSpan(0, count));
            Electrons += count;
        }
    }

    /// <summary>Completes the events with what belongs to them, and returns their number.</summary>
    public long Close()
    {
        _frames.Close();
        CubeShape shape = _cube.Shape;
        Hdf5Attributes.WriteInteger(_file, "/", "version", 1);
        Hdf5Attributes.WriteInteger(_file, Path, "Nx", shape.DetectorY);
        Hdf5Attributes.WriteInteger(_file, Path, "Ny", shape.DetectorX);
        Hdf5Attributes.WriteText(_file, Path, StempyFormat.Element, _cube.Element.Name());
        uint[] places = new uint[shape.Patterns];
        for (int i = 0; i < places.Length; i++) places[i] = (uint)i;
        Hdf5Values.WriteDataset(_file, StempyFormat.Positions, ElementType.UInt32, [places.Length], MemoryMarshal.AsBytes<uint>(places));
        Hdf5Attributes.WriteInteger(_file, StempyFormat.Positions, "Nx", shape.ScanX);
        Hdf5Attributes.WriteInteger(_file, StempyFormat.Positions, "Ny", shape.ScanY);
        Cube four = PackedViews.FourAxes(_cube);
        Axis[] axes = [.. four.ScanAxes, .. four.DetectorAxes];
        for (int i = 0; i < axes.Length; i++)
        {
            string group = StempyFormat.Axis(i);
            _file.CreateGroup(group);
            Hdf5Attributes.WriteText(_file, group, "name", axes[i].Name);
            Hdf5Attributes.WriteText(_file, group, "units", axes[i].Unit);
            Hdf5Attributes.WriteNumber(_file, group, "scale", axes[i].Scale);
            Hdf5Attributes.WriteNumber(_file, group, "offset", axes[i].Offset);
        }
        return Electrons;
    }

    /// <summary>Counts the events of a closed file into patterns again and holds them against the digest of what was packed.</summary>
    /// <param name="target">The name that the file will get, for messages.</param>
    /// <exception cref="CubeFileException">They differ.</exception>
    public static void MustHold(string path, string target, string sha256, PackOptions options, CancellationToken cancellation)
    {
        PackedManifest manifest = new(Path, 2, sha256, []) { IsEvents = true };
        using PackedPatterns patterns = new(path, manifest, options.Threads, options.MemoryBytes);
        using SampleDigest digest = new(patterns.Cube.Element);
        patterns.Read(0, patterns.Count, SampleOrder.Native, bytes =>
        {
            cancellation.ThrowIfCancellationRequested();
            digest.Append(bytes);
        });
        if (digest.Sha256() != sha256) throw new CubeFileException(target, "the events do not count into the samples that were packed: nothing was written; pack it --as dense and report this");
    }

    public void Dispose() => _frames.Dispose();

    private int Collect(long position, ReadOnlySpan<byte> pattern) => _cube.Element switch
    {
        ElementType.UInt8 => CollectAs<byte>(position, pattern),
        ElementType.Int8 => CollectAs<sbyte>(position, pattern),
        ElementType.UInt16 => CollectAs<ushort>(position, pattern),
        ElementType.Int16 => CollectAs<short>(position, pattern),
        ElementType.UInt32 => CollectAs<uint>(position, pattern),
        ElementType.Int32 => CollectAs<int>(position, pattern),
        ElementType.UInt64 => CollectAs<ulong>(position, pattern),
        _ => CollectAs<long>(position, pattern),
    };

    private int CollectAs<T>(long position, ReadOnlySpan<byte> pattern)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(pattern);
        int found = 0;
        for (int at = 0; at < samples.Length && samples[at..].IndexOfAnyExcept(T.Zero) is >= 0 and int next; at++)
        {
            at += next;
            if (T.IsNegative(samples[at])) throw Refused(position, at, $"is {samples[at]}, and electron events are counts");
            ulong count = ulong.CreateSaturating(samples[at]);
            if (count > (ulong)(MostInPattern - found)) throw Refused(position, at, $"is {samples[at]:N0}: more electrons than the events of one pattern hold ({MostInPattern:N0})");
            int end = found + (int)count;
            if (end > _pixels.Length) Array.Resize(ref _pixels, (int)Math.Clamp(2L * end, 1024, MostInPattern));
            _pixels.AsSpan(found, (int)count).Fill((uint)at);
            found = end;
        }
        return found;
    }

    private NotSupportedException Refused(long position, int pixel, string what)
    {
        (long row, long column) = Math.DivRem(position, _cube.Shape.ScanX);
        (int y, int x) = Math.DivRem(pixel, _cube.Shape.DetectorX);
        return new($"the sample at position ({row}, {column}), pixel ({y}, {x}) {what}: pack it --as dense");
    }
}
