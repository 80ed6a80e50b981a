using System.Collections.Immutable;
using System.Security.Cryptography;
using Suffice.Containers.Hdf5;
using Suffice.Containers.Hdf5.Conventions;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>
/// Writes a record: EMD 1.0 arrays of what is kept, and the certificate in a group that other readers pass over. Every chunk is decoded and
/// compared before it is written; the file has its name when it is complete and sealed.
/// </summary>
internal sealed class RecordWriter : IDisposable
{
    private readonly TemporaryTarget _target;
    private readonly Hdf5File _file;
    private readonly EmdFile _emd;
    private readonly Cube _cube;
    private readonly int _threads;
    private readonly List<(string Dataset, string Table)> _tables = [];
    private readonly List<IDisposable> _open = [];

    public RecordWriter(string path, bool overwrite, Cube cube, int threads)
    {
        (_cube, _threads) = (PackedViews.FourAxes(cube), threads);
        _target = TemporaryTarget.For(path, overwrite);
        _file = Hdf5File.Create(_target.Path);
        _emd = EmdFile.Over(_file);
    }

    /// <summary>Compressed bytes of all arrays that are closed.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>Adds the array of a representation.</summary>
    /// <param name="slab">The first part of the scan that will come.</param>
    public KeptArray AddPatterns(PatternRepresentation representation, CubeRegion slab)
    {
        int factor = representation.ScanFactor;
        CubeShape shape = _cube.Shape;
        Axis[] axes =
        [
            BinnedPatterns.Binned(_cube.ScanAxes[0], (shape.ScanY + factor - 1) / factor, 0, factor),
            BinnedPatterns.Binned(_cube.ScanAxes[1], (shape.ScanX + factor - 1) / factor, 0, factor),
            .. representation.Axes(_cube),
        ];
        bool isCube = representation is BinnedPatterns or WholePatterns;
        string path = !representation.HasAxes ? RecordLayout.Array(representation.Name)
            : _emd.AddArrayGroup(isCube && _open.Count == 0 ? "datacube" : representation.Name, isCube ? "DataCube" : "Array", axes);
        KeptArray array = new(_file, path, representation, shape, slab, _threads);
        _open.Add(array);
        foreach ((string name, int rows, int columns, double[] values) in representation.Describe().Common)
            StoredBytes += WriteArray(RecordLayout.Common(representation.Name, name), [rows, columns], ElementType.Float32, values);
        return array;
    }

    /// <summary>Closes an array whose patterns have all come.</summary>
    public void Close(KeptArray array)
    {
        string table = RecordLayout.Table(_tables.Count);
        array.Close(table);
        _tables.Add((array.Path, table));
        StoredBytes += array.StoredBytes;
        Hdf5Attributes.WriteText(_file, array.Path, "units", "counts");
    }

    /// <summary>Adds the array of electrons.</summary>
    public EventArray AddEvents(ElementType element, long events)
    {
        EventArray array = new(_file, RecordLayout.Array("events"), element, events);
        _open.Add(array);
        return array;
    }

    /// <summary>Closes the array of electrons.</summary>
    public void Close(EventArray array)
    {
        string table = RecordLayout.Table(_tables.Count);
        array.Close(table);
        _tables.Add((array.Path, table));
        StoredBytes += array.StoredBytes;
        Hdf5Attributes.WriteText(_file, array.Path, "units", "pixels");
    }

    /// <summary>Adds a map with its axes.</summary>
    public string AddMap(string name, ViewResult result)
    {
        string path = _emd.AddArrayGroup(name, "Array", result.Axes);
        StoredBytes += WriteArray(path, [.. result.Extents], TargetMaps.ElementOf(result.Values), result.Values);
        Hdf5Attributes.WriteText(_file, path, "units", result.Unit);
        Hdf5Attributes.WriteText(_file, path, "description", result.Title);
        return path;
    }

    /// <summary>Keeps the mask of pixels that are no measurement.</summary>
    public void AddExcluded(ReadOnlySpan<bool> excluded)
    {
        double[] values = new double[excluded.Length];
        for (int i = 0; i < values.Length; i++) values[i] = excluded[i] ? 1 : 0;
        if (values.Length > 0) WriteArray(RecordLayout.Excluded, [_cube.Shape.DetectorY, _cube.Shape.DetectorX], ElementType.UInt8, values);
    }

    /// <summary>Adds a list, whose first axis only counts.</summary>
    public string AddList(string name, int columns, double[] values)
    {
        string path = RecordLayout.Array(name);
        StoredBytes += WriteArray(path, [values.Length / columns, columns], ElementType.Float32, values);
        return path;
    }

    /// <summary>Keeps the mean pattern.</summary>
    public void AddMeanPattern(ReadOnlySpan<double> mean) =>
        StoredBytes += WriteArray(RecordLayout.MeanPattern, [_cube.Shape.DetectorY, _cube.Shape.DetectorX], ElementType.Float32, mean.ToArray());

    /// <summary>Writes the certificate, closes and seals the file and gives it its name.</summary>
    public void Commit(byte[] certificate, CancellationToken cancellation)
    {
        WriteArray(RecordLayout.Certificate, [certificate.Length], ElementType.UInt8, Array.ConvertAll(certificate, value => (double)value));
        Hdf5Attributes.WriteInteger(_file, RecordLayout.Group, "record_version", RecordLayout.Version);
        Hdf5Attributes.WriteText(_file, RecordLayout.Group, "certificate_sha256", Convert.ToHexStringLower(SHA256.HashData(certificate)));
        Seal.Reserve(_file);
        long seal = Hdf5Values.AddressOf(_file, PackedLayout.Seal);
        _file.Close();
        using (Hdf5File written = Hdf5File.Open(_target.Path))
        {
            (IReadOnlyList<string> problems, List<(long, long)> places) = RecordIntegrity.CheckChunks(written, decode: false, _threads, cancellation);
            if (problems.Count > 0) throw new CubeFileException(_target.Path, $"nothing was written: {problems[0]}");
            written.Dispose();
            Seal.Write(_target.Path, seal, places);
        }
        cancellation.ThrowIfCancellationRequested();
        _target.Commit();
    }

    public void Dispose()
    {
        foreach (IDisposable array in _open) array.Dispose();
        _file.Dispose();
        _target.Dispose();
    }

    // In one chunk, or in as many as keep it below the usual size, cut along the slowest axis.
    private long WriteArray(string path, ImmutableArray<int> extents, ElementType element, double[] values)
    {
        int[] four = [.. Enumerable.Repeat(1, 4 - extents.Length), .. extents];
        int slowest = Array.FindIndex(four, extent => extent > 1) is var found and >= 0 ? found : 3;
        int[] chunk = [.. four];
        chunk[slowest] = (int)Math.Clamp(RecordCodec.ChunkBytes / Math.Max(1, (long)values.Length / four[slowest] * element.Bytes()), 1, four[slowest]);
        int skipped = 4 - extents.Length;
        Hdf5Layout layout = new(element, ByteOrder.LittleEndian, [.. extents.Select(extent => (long)extent)], [.. chunk[skipped..]], []);
        layout = layout with { Filters = RecordCodec.ForMaps(layout.Spec) };
        using SampleBuffer samples = new((long)values.Length * element.Bytes());
        StoredValues.Write(element, values, samples.Span());
        using CheckedDataset dataset = new(
            _file, path, layout, new CubeShape(chunk[0], chunk[1], chunk[2], chunk[3]),
            region => ((long[])[region.ScanY, region.ScanX, region.DetectorY, region.DetectorX])[skipped..], _threads);
        dataset.Write(CubeRegion.Whole(new CubeShape(four[0], four[1], four[2], four[3])), samples, _ => { }, CancellationToken.None);
        string table = RecordLayout.Table(_tables.Count);
        dataset.Close(table);
        _tables.Add((path, table));
        return dataset.StoredBytes;
    }
}
