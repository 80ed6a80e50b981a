using System.Collections.Immutable;
using System.Text.Json;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Containers.Hdf5;

/// <summary>One file of the matrix that we and h5py write for each other. Public members are what h5files.py reads.</summary>
internal sealed record Hdf5Case(
    string Name, string File, string Raw, string Dtype, long[] Shape, int[] Chunk, long[]? Maxshape, string Filters, string Libver, double? Fill)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly (ElementType Element, ByteOrder Order)[] Types =
    [
        (ElementType.UInt8, ByteOrder.LittleEndian),
        (ElementType.UInt16, ByteOrder.LittleEndian),
        (ElementType.UInt16, ByteOrder.BigEndian),
        (ElementType.UInt32, ByteOrder.LittleEndian),
        (ElementType.Float32, ByteOrder.LittleEndian),
    ];

    /// <summary>Where the dataset is.</summary>
    public string Path { get; } = "/data";

    /// <summary>How it is stored, in our words.</summary>
    internal Hdf5Layout? Layout { get; init; }

    internal Hdf5Format Format => Libver == "latest" ? Hdf5Format.Latest : Hdf5Format.Earliest;

    internal CubeShape CubeShape => new((int)Shape[0], (int)Shape[1], (int)Shape[2], (int)Shape[3]);

    /// <summary>Every published setting, element type and version of the format; every axis ends within a chunk.</summary>
    public static IReadOnlyList<Hdf5Case> Matrix(string folder) =>
    [
        .. from setting in StudyMethods.Settings
           from type in Types
           from format in Enum.GetValues<Hdf5Format>()
           select Make(folder, setting, type.Element, type.Order, format, [5, 7, 29, 31], [2, 3, 16, 31]),
    ];

    /// <summary>One file whose samples are in <c>RAW.bin</c>: noise at its end, which no filter makes shorter, unless it is there already.</summary>
    public static Hdf5Case Make(
        string folder, StudyMethods.Setting setting, ElementType element, ByteOrder order, Hdf5Format format, long[] shape, int[] chunk, byte[]? samples = null)
    {
        string raw = System.IO.Path.Combine(folder, $"{element.Name()}.bin");
        ChunkSpec whole = new(element, ByteOrder.LittleEndian, [.. shape.Select(extent => (int)extent)]);
        if (!System.IO.File.Exists(raw)) System.IO.File.WriteAllBytes(raw, samples ?? Codecs.FilterChecks.Mixed(whole));
        ChunkSpec spec = new(element, order, [.. chunk]);
        ImmutableArray<FilterSpec> filters = setting.FiltersOf(spec);
        // The unlimited axes take turns: none, one, two of them have indexes of different kinds.
        int unlimited = (filters.Length + (int)element + (int)order) % 3;
        long[] maximum = [.. shape.Select((extent, axis) => axis < unlimited ? -1 : extent)];
        double? fill = element == ElementType.UInt16 ? 300 : null;
        string name = $"{setting.Name}_{element.Name()}_{order}_{format}";
        return new Hdf5Case(
            name, System.IO.Path.Combine(folder, name + ".h5"), raw, NumpyType(element, order), shape, chunk, maximum,
            string.Join('|', filters.Select(f => $"{f.Id}:{string.Join(',', f.Parameters)}")),
            format == Hdf5Format.Latest ? "latest" : "earliest", fill)
        {
            Layout = new Hdf5Layout(element, order, [.. shape], [.. chunk], filters)
            {
                Maximum = [.. maximum],
                Fill = fill is null ? [] : order == ByteOrder.BigEndian ? [1, 44] : [44, 1],
            },
        };
    }

    /// <summary>Writes it with our writer, two slabs of scan rows.</summary>
    public void Write(int threads, string? file = null)
    {
        byte[] samples = System.IO.File.ReadAllBytes(Raw);
        using Hdf5File target = Hdf5File.Create(file ?? File, Format);
        using (Hdf5CubeWriter writer = new(target, Path, Layout!, threads))
        {
            foreach (CubeRegion slab in (CubeRegion[])[CubeRegion.Rows(CubeShape, 0, Chunk[0]), CubeRegion.Rows(CubeShape, Chunk[0], CubeShape.ScanY - Chunk[0])])
            {
                int rowBytes = samples.Length / CubeShape.ScanY;
                using SampleBuffer buffer = new((long)rowBytes * slab.Extent.ScanY);
                samples.AsSpan(slab.ScanY * rowBytes, (int)buffer.Length).CopyTo(buffer.Span());
                writer.Write(slab, buffer);
            }
        }
        target.Close();
    }

    /// <summary>Runs one mode of h5files.py over cases; what it prints is what is wrong.</summary>
    public static string Python(string mode, string folder, IEnumerable<object> cases)
    {
        string list = System.IO.Path.Combine(folder, mode + ".json");
        System.IO.File.WriteAllText(list, JsonSerializer.Serialize(cases, Json));
        return Interop.Python.Run("h5files.py", mode, list);
    }

    private static string NumpyType(ElementType element, ByteOrder order)
    {
        char kind = element.IsFloat() ? 'f' : element.IsSigned() ? 'i' : 'u';
        char mark = element.Bytes() == 1 ? '|' : order == ByteOrder.BigEndian ? '>' : '<';
        return $"{mark}{kind}{element.Bytes()}";
    }
}
