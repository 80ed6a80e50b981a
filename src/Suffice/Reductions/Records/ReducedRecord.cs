using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>A record that was opened: its certificate, and the answers that it gives.</summary>
public sealed class ReducedRecord
{
    private const int MostPixels = 1 << 28;

    private readonly byte[] _json;

    private ReducedRecord(string path, byte[] json, Certificate certificate) => (Path, _json, Certificate) = (path, json, certificate);

    public string Path { get; }

    public Certificate Certificate { get; }

    /// <summary>What views need to know of the source.</summary>
    public ViewContext Context { get; private init; } = null!;

    /// <summary>Whether an HDF5 file is a record.</summary>
    public static bool IsRecord(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        return file.Describe(RecordLayout.Group).Kind == Hdf5NodeKind.Group && Hdf5Attributes.Number(file, RecordLayout.Group, "record_version") is not null;
    }

    /// <summary>Opens a record.</summary>
    /// <exception cref="CubeFileException">It is none, or is damaged.</exception>
    public static ReducedRecord Open(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        if (Hdf5Attributes.Number(file, RecordLayout.Group, "record_version") is not { } version)
            throw new CubeFileException(path, "is no record of suffice reduce");
        if (version != RecordLayout.Version) throw new CubeFileException(path, $"was made by another version ({version}); update suffice");
        byte[] json = Hdf5Values.ReadDataset(file, RecordLayout.Certificate, ElementType.UInt8) ?? throw new CubeFileException(path, "its certificate is missing; the file is damaged");
        try
        {
            Certificate certificate = Certificate.FromJson(json);
            byte[] excluded = Hdf5Values.ReadDataset(file, RecordLayout.Excluded, ElementType.UInt8) ?? [];
            byte[] mean = Hdf5Values.ReadDataset(file, RecordLayout.MeanPattern, ElementType.Float32) ?? [];
            ViewContext context = ContextOf(certificate.Source, excluded);
            return new ReducedRecord(path, json, certificate)
            {
                Context = context with
                {
                    MeanPattern = Array.ConvertAll(MemoryMarshal.Cast<byte, float>(mean).ToArray(), value => (double)value),
                    SampledPatterns = certificate.Source.SampledPatterns,
                },
            };
        }
        catch (InvalidDataException e)
        {
            throw new CubeFileException(path, $"its certificate is damaged: {e.Message}", e);
        }
    }

    /// <summary>What is wrong with the record's bytes, one sentence each; empty where nothing is.</summary>
    public IReadOnlyList<string> Check(int threads, CancellationToken cancellation = default)
    {
        using Hdf5File file = Hdf5File.Open(Path);
        return RecordIntegrity.Problems(file, _json, threads, cancellation);
    }

    /// <summary>The forms that can answer a question.</summary>
    public IEnumerable<CertificateForm> FormsFor(ViewRequest request) => Certificate.Forms.Where(form => KindOf(form).Read is null
        ? form.Maps.Any(map => map.Request == request.Text)
        : !KindOf(form).AreLists || ListsOf(form).CanAnswer(request));

    /// <summary>Answers questions from one form.</summary>
    /// <param name="requests">Questions that <see cref="FormsFor"/> gives it for.</param>
    public IReadOnlyList<ViewResult>[] Answer(CertificateForm form, ImmutableArray<ViewRequest> requests, int threads, CancellationToken cancellation = default)
    {
        if (form.Array is null) return [.. requests.Select(request => Maps(form, request))];
        if (KindOf(form).AreLists) return AnswerFromLists(form, requests);
        using ICubeReader cube = OpenCube(form);
        // Strain begins with the lattice of the mean pattern: the source's where it was asked for, the record's own otherwise.
        ViewContext context = requests.Any(request => request.Name == "strain") && Context.MeanPattern.IsEmpty
            ? ViewContext.Measure(cube, Context.Excluded, threads, cancellation) with { Cube = Context.Cube, Geometry = Context.Geometry, Excluded = Context.Excluded } : Context;
        PlannedView[] views = [.. requests.Select(request => ViewKinds.Of(request).Plan(request, context))];
        ViewPass.Run(cube, [.. views.SelectMany(view => view.Positions)], [.. views.SelectMany(view => view.Pixels)], threads, cancellation: cancellation);
        return [.. views.Select(view => view.Results())];
    }

    /// <summary>The cube as far as a form gives it back; dispose of it.</summary>
    public ICubeReader OpenCube(CertificateForm form)
    {
        if (form.Array is not { } path || KindOf(form).Read is not { } read) throw new CubeFileException(Path, $"holds no patterns as {form.Name}");
        Hdf5File file = Hdf5File.Open(Path);
        try
        {
            return read(new RepresentationDescription(form.Kind, form.Parameters) { Common = CommonOf(file, form) }, Context) switch
            {
                EventLists => new EventCube(file, path, ValuesOf(file, form.Maps[0].Path).Values, Context.Cube),
                PatternRepresentation patterns => OpenPatterns(file, path, patterns),
                _ => throw new CubeFileException(Path, $"holds no patterns as {form.Name}"),
            };
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw new CubeFileException(Path, e.Message, e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private ICubeReader OpenPatterns(Hdf5File file, string path, PatternRepresentation representation)
    {
        Hdf5Dataset dataset = new(file, path);
        if (dataset.Extents.Length != 4 || dataset.Extents[2] != representation.Rows || dataset.Extents[3] != representation.Columns || dataset.Element != representation.Element)
            throw new CubeFileException(Path, $"{path} is not what the certificate says of {representation.Name}");
        CubeShape shape = new((int)dataset.Extents[0], (int)dataset.Extents[1], representation.Rows, representation.Columns);
        Cube stored = new(
            dataset.Element, dataset.Order, [new Axis("scan_y", shape.ScanY), new Axis("scan_x", shape.ScanX)],
            [new Axis("row", shape.DetectorY), new Axis("column", shape.DetectorX)], shape);
        Hdf5CubeReader reader = new(file, dataset, stored);
        return representation.ExactPixels == 1 ? reader : new RestoredCube(reader, representation, Context.Cube);
    }

    private IReadOnlyList<ViewResult>[] AnswerFromLists(CertificateForm form, ImmutableArray<ViewRequest> requests)
    {
        using Hdf5File file = Hdf5File.Open(Path);
        double[] counts = ValuesOf(file, form.Maps[0].Path).Values, discs = ValuesOf(file, form.Array!).Values;
        DiscLists kind = ListsOf(form);
        double[][] lists = new double[counts.Length][];
        for (int p = 0, next = 0; p < lists.Length; p++)
        {
            if (counts[p] > (discs.Length - next) / kind.Columns) throw new CubeFileException(Path, $"{form.Array} holds fewer discs than the counts tell of");
            int length = (int)counts[p] * kind.Columns;
            lists[p] = discs[next..(next += length)];
        }
        return [.. requests.Select(request => kind.Answer(request, lists, Context))];
    }

    private DiscLists ListsOf(CertificateForm form) => (DiscLists)KindOf(form).Read!(new RepresentationDescription(form.Kind, form.Parameters), Context);

    private RepresentationKinds.Kind KindOf(CertificateForm form) => RepresentationKinds.All.FirstOrDefault(kind => kind.Name == form.Kind)
        ?? throw new CubeFileException(Path, $"holds {form.Name}, which is not known here; update suffice");

    private ImmutableArray<(string, int, int, double[])> CommonOf(Hdf5File file, CertificateForm form) => [.. form.Common.Select(name =>
    {
        byte[] bytes = Hdf5Values.ReadDataset(file, RecordLayout.Common(form.Name, name), ElementType.Float32)
            ?? throw new CubeFileException(Path, $"{name} of {form.Name} is missing; the file is damaged");
        double[] values = Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), value => (double)value);
        return (name, Context.Cube.Shape.DetectorY, Context.Cube.Shape.DetectorX, values);
    })];

    private IReadOnlyList<ViewResult> Maps(CertificateForm form, ViewRequest request)
    {
        using Hdf5File file = Hdf5File.Open(Path);
        List<ViewResult> results = [];
        foreach (CertificateMap map in form.Maps.Where(map => map.Request == request.Text))
        {
            (double[] values, ImmutableArray<long> extents) = ValuesOf(file, map.Path);
            ImmutableArray<Axis> axes = [.. extents.Select((extent, i) => new Axis(i == 0 && extents.Length == 3 && request.Name == "segments" ? "segment" : $"axis_{i}", (int)extent))];
            results.Add(new ViewResult(map.Result, request.Text, Hdf5Attributes.Text(file, map.Path, "units") ?? "", axes, values));
        }
        return results;
    }

    private static (double[] Values, ImmutableArray<long> Extents) ValuesOf(Hdf5File file, string path)
    {
        using Hdf5Dataset dataset = new(file, path);
        byte[] bytes = new byte[dataset.Extents.Aggregate(1L, (product, extent) => product * extent) * dataset.Element.Bytes()];
        dataset.Read(new long[dataset.Extents.Length], dataset.Extents.AsSpan(), bytes);
        double[] values = new double[bytes.Length / dataset.Element.Bytes()];
        StoredValues.Read(dataset.Element, bytes, values);
        return (values, dataset.Extents);
    }

    private static ViewContext ContextOf(CertificateSource source, byte[] excluded)
    {
        if (source.Shape.Length != 4 || source.Shape.Any(extent => extent < 1) || (long)source.Shape[2] * source.Shape[3] > MostPixels) throw new InvalidDataException("its extents are impossible");
        ElementType element = ElementTypes.All.FirstOrDefault(type => type.Name() == source.Element);
        CubeShape shape = new(source.Shape[0], source.Shape[1], source.Shape[2], source.Shape[3]);
        Cube cube = new(element, SampleOrder.Native, [.. source.ScanAxes.Select(AxisOf)], [.. source.DetectorAxes.Select(AxisOf)], shape);
        PatternGeometry? beam = source.Centre.Length == 3 ? new PatternGeometry(source.Centre[0], source.Centre[1], source.Centre[2]) : null;
        return new ViewContext(cube, beam, Array.ConvertAll(excluded, value => value != 0));
    }

    private static Axis AxisOf(CertificateAxis axis) => new(axis.Name, axis.Length, axis.Scale, axis.Offset, axis.Unit);
}
