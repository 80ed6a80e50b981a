using System.Collections.Immutable;
using System.Diagnostics;
using Suffice.Chunks;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources;

namespace Suffice.Packing;

/// <summary>
/// Packs the cube of a file, and everything else in it, into one HDF5 file. Each chunk is decoded and compared before it is
/// written, the stored bytes are held against their checksums when the file is closed, and only then does it get its name.
/// </summary>
public sealed class Packer : IDisposable
{
    private readonly OpenedCube _opened;
    private readonly PackOptions _options;
    private readonly Cube _cube;
    private readonly Action<long, long> _progress;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<OriginalFile> _originals;
    private readonly TemporaryTarget _target;
    private readonly string _title, _sourcePath;
    private readonly List<string> _notes;
    private readonly List<(string Dataset, string Table, int DetectorRank)> _tables = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly PackedManifest? _earlier;
    private long _done, _storedBytes;
    private long? _electrons;

    private Packer(string source, OpenedCube opened, string target, PackOptions options, Action<long, long>? progress, CancellationToken cancellation)
    {
        (_opened, _options, _cube, _progress, _cancellation) = (opened, options, opened.Cube, progress ?? ((_, _) => { }), cancellation);
        _earlier = EarlierOriginals.Find(source, opened, options);
        _originals = [.. OriginalFile.Of(source, opened).Select(original => _earlier is null ? original : original with { IsKept = false })];
        _notes = [.. opened.Notes];
        (_title, _sourcePath) = (Path.GetFileNameWithoutExtension(source), source);
        string full = Path.GetFullPath(target);
        if (_originals.Any(original => Path.GetFullPath(original.Path) == full))
            throw new CubeFileException(target, "a file cannot be packed into itself; give another name");
        _target = TemporaryTarget.For(target, options.Overwrite);
        Target = target;
    }

    /// <summary>Packs an opened cube.</summary>
    /// <param name="source">The file that was opened.</param>
    /// <param name="target">The packed file; appears when it is complete and verified.</param>
    /// <param name="progress">Called with bytes done and bytes in all.</param>
    /// <exception cref="CubeFileException">The source cannot be read, or the target cannot be written; there is no target then.</exception>
    public static PackReport Pack(
        string source, OpenedCube opened, string target, PackOptions options, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        using Packer packer = new(source, opened, target, options, progress, cancellation);
        return packer.Run();
    }

    private string Target { get; }

    private bool IsDoubtful { get; set; }

    public void Dispose() => _target.Dispose();

    private PackReport Run()
    {
        bool isTree = _opened.Reader is Hdf5CubeReader && _options.Form == PackedForm.Dense;
        if (_options.Codec == PackCodec.Keep && _options.Form == PackedForm.Events)
            throw new NotSupportedException("--codec keep copies chunks, and electron events have none: give another --codec, or --as dense");
        if (_options.Codec == PackCodec.Keep && !isTree)
            throw new NotSupportedException($"--codec keep copies the chunks of an HDF5 file; a {_opened.Format} has none: give another --codec");
        (CubeShape chunk, string sha, long seal) = Write(isTree);
        if (!_options.IsPlain) Check(seal);
        if (_options.Form == PackedForm.Events) PackedEvents.MustHold(_target.Path, Target, sha, _options, _cancellation);
        foreach (OriginalFile original in _originals) original.MustBeUnchanged();
        _cancellation.ThrowIfCancellationRequested();
        _target.Commit();
        return new PackReport(
            Target, _originals.Sum(file => file.Bytes), _cube.Bytes, new FileInfo(Target).Length, chunk, _options.Codec.Name, sha,
            [.. _originals.Select(file => (file.Path, file.Bytes, file.Sha256))], _originals.All(file => file.IsKept), [.. _notes], IsDoubtful)
        {
            StoredBytes = _storedBytes,
            Electrons = _electrons,
            Elapsed = _clock.Elapsed,
        };
    }

    private (CubeShape Chunk, string Sha256, long Seal) Write(bool isTree)
    {
        using Hdf5File file = Hdf5File.Create(_target.Path);
        (CubeShape chunk, string sha) = isTree ? WriteTree(file) : _options.Form == PackedForm.Events ? WriteEvents(file) : WriteFrames(file);
        _options.Companion?.Write(file, _options.Threads);
        long seal = 0;
        if (!_options.IsPlain)
        {
            Seal.Reserve(file);
            seal = Hdf5Values.AddressOf(file, PackedLayout.Seal);
        }
        file.Close();
        return (chunk, sha, seal);
    }

    private CubeShape ChunkFor(DatasetPlaces? places)
    {
        CubeShape wanted = _options.Chunk is { } given ? ChunkChoice.Within(given, _cube.Shape) : ChunkChoice.ForFrames(_cube, _options.ChunkBytes);
        return places?.Fit(wanted) ?? wanted;
    }

    private (CubeShape, string) WriteFrames(Hdf5File file)
    {
        CubeShape chunk = ChunkFor(null), shape = _cube.Shape;
        PackedViews.WriteEmd(file, _cube, null);
        Hdf5Layout layout = Filtered(new Hdf5Layout(
            _cube.Element, ByteOrder.LittleEndian, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX],
            [chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX], []));
        string sha = WriteCube(file, PackedLayout.Cube, layout, chunk, region => [region.ScanY, region.ScanX, region.DetectorY, region.DetectorX], 2);
        Hdf5Attributes.WriteText(file, PackedLayout.Cube, "units", "counts");
        if (_options.IsPlain) return (chunk, sha);
        WriteOriginals(file, PackedLayout.Cube, 2, sha);
        PackedViews.WriteHyperSpy(file, _cube, PackedLayout.Cube, _title, _opened.Metadata);
        PackedViews.WriteNexus(file, PackedLayout.Cube);
        return (chunk, sha);
    }

    private (CubeShape, string) WriteEvents(Hdf5File file)
    {
        CubeShape chunk = ChunkFor(null);
        using PackedEvents events = new(file, _cube);
        string sha = FeedFile(file, chunk, (region, samples) =>
        {
            events.Write(region, samples);
            Advance(region.Extent.Samples * _cube.Element.Bytes());
        });
        (_electrons, _storedBytes) = (events.Close(), events.Electrons * sizeof(uint));
        _notes.Add("each position is a list of the pixels that were hit, as stempy stores electron events (version 1); axes and the type of the samples are kept beside them");
        WriteOriginals(file, PackedEvents.Path, 2, sha);
        Hdf5Attributes.WriteText(file, PackedLayout.Group, PackedLayout.Form, PackedLayout.EventsForm);
        return (_cube.Shape with { ScanY = 1, ScanX = 1 }, sha);
    }

    // What a source is beside its patterns: trees of HDF5, or what an earlier packing kept of its own sources.
    private void WriteOriginals(Hdf5File file, string cubePath, int detectorRank, string sha)
    {
        (string FilePath, string DatasetPath)[]? images = _opened.Reader is IHdf5Images several ? [.. several.Images]
            : _opened.Reader is Hdf5CubeReader dense ? [(_sourcePath, dense.Dataset.Path)] : null;
        if (_earlier is null && images is not null) WriteTrees(file, images);
        if (_earlier is not null)
        {
            using Hdf5File source = Hdf5File.Open(_sourcePath);
            EarlierOriginals.Copy(source, _earlier, sha, file);
            KeepTables(source, _earlier);
        }
        WriteManifest(file, cubePath, detectorRank, sha);
    }

    // A detector's master, its parts and what lies beside them: all trees, without the images, which are the cube.
    private void WriteTrees(Hdf5File file, IEnumerable<(string FilePath, string DatasetPath)> all)
    {
        Dictionary<string, HashSet<string>> images = all.GroupBy(image => image.FilePath).ToDictionary(group => group.Key, group => group.Select(image => image.DatasetPath).ToHashSet());
        for (int i = 0; i < _originals.Length; i++)
        {
            HashSet<string> inCube = images.GetValueOrDefault(_originals[i].Path) ?? [];
            using Hdf5File original = Hdf5File.Open(_originals[i].Path);
            Hdf5TreeCopy tree = new(original, file, "", inCube.Contains, PackedLayout.Tree(i));
            tree.CopyObjects();
            foreach (string path in inCube) tree.CopyAttributesAlone(path);
            tree.Finish();
            _notes.AddRange(tree.Notes);
        }
        _notes.Add($"the images of {images.Count} HDF5 file{(images.Count == 1 ? "" : "s")} are the cube; all else in them is kept as a tree, and not their bytes");
    }

    private (CubeShape, string) WriteTree(Hdf5File file)
    {
        Hdf5CubeReader reader = (Hdf5CubeReader)_opened.Reader;
        Hdf5Dataset dataset = reader.Dataset;
        DatasetPlaces places = new(dataset, _cube);
        using Hdf5File source = Hdf5File.Open(_sourcePath);
        PackedManifest? earlier = PackedManifest.Read(source);
        Hdf5TreeCopy tree = new(source, file, dataset.Path, path =>
            path == (_options.IsPlain ? PackedLayout.Group : PackedLayout.Seal) || path is PackedLayout.CubeTable or PackedLayout.Preview);
        tree.CopyObjects();
        bool isVerbatim = _options.Codec == PackCodec.Keep || !dataset.IsExact;
        if (isVerbatim && _options.Codec != PackCodec.Keep) _notes.Add($"{dataset.Path} needs the library's conversion: its chunks are kept as they are");
        CubeShape chunk = isVerbatim ? reader.BlockShape : ChunkFor(places);
        string sha = isVerbatim ? KeepCube(file, tree, dataset) : EncodeCube(file, tree, dataset, places, chunk);
        // A packed file packed again keeps what it says of its originals.
        if (!_options.IsPlain && earlier is not null) Hdf5Attributes.WriteText(file, PackedLayout.Group, "cube_sha256", sha);
        tree.Finish();
        _notes.AddRange(tree.Notes);
        IsDoubtful |= tree.Notes.Count > 0;
        if (_options.IsPlain) return (chunk, sha);
        if (earlier is not null) KeepTables(source, earlier);
        else WriteManifest(file, tree.CubePath, _cube.DetectorAxes.Length, sha);
        if (places.IsPlain)
        {
            PackedViews.WriteEmd(file, _cube, tree.CubePath);
            PackedViews.WriteHyperSpy(file, _cube, tree.CubePath, _title, _opened.Metadata);
            PackedViews.WriteNexus(file, tree.CubePath);
        }
        return (chunk, sha);
    }

    private string EncodeCube(Hdf5File file, Hdf5TreeCopy tree, Hdf5Dataset dataset, DatasetPlaces places, CubeShape chunk)
    {
        byte[] fill = [.. dataset.Fill];
        SampleOrder.ToNative(dataset.Element, dataset.Order, fill);
        Hdf5Layout layout = Filtered(new Hdf5Layout(dataset.Element, dataset.Order, dataset.Extents, places.ChunkOf(chunk), [])
        {
            Maximum = Hdf5Values.MaximumOf(dataset),
            Fill = fill.AsSpan().IndexOfAnyExcept((byte)0) < 0 ? [] : [.. fill],
        });
        return WriteCube(file, tree.CubePath, layout, chunk, places.OffsetOf, _cube.DetectorAxes.Length);
    }

    // Its chunks are read, for their checksums and the digest of the samples; what is written is the library's copy of them.
    private string KeepCube(Hdf5File file, Hdf5TreeCopy tree, Hdf5Dataset dataset)
    {
        if (dataset.Chunk.IsEmpty) throw new NotSupportedException($"{dataset.Path} is not chunked: --codec keep has nothing to keep; give another --codec");
        tree.CopyCube();
        using (Hdf5File source = Hdf5File.Open(_sourcePath))
        using (StoredChunks chunks = new(source, dataset.Path, _cube.DetectorAxes.Length))
            CheckedDataset.WriteTable(file, PackedLayout.CubeTable, tree.CubePath, chunks.Measure(_options.Threads, _cancellation));
        _tables.Add((tree.CubePath, PackedLayout.CubeTable, _cube.DetectorAxes.Length));
        return Feed(_opened.Reader.BlockShape, (_, _) => { }, _ => { });
    }

    // Tables of a packed file that is packed again, whose rests were copied as they are.
    private void KeepTables(Hdf5File source, PackedManifest earlier)
    {
        for (int i = 0; i < earlier.Originals.Length; i++)
            if (source.Describe(PackedLayout.RestTable(i)).Kind == Hdf5NodeKind.Dataset)
                _tables.Add((PackedLayout.Original(i) + "/rest", PackedLayout.RestTable(i), 0));
    }

    private string WriteCube(Hdf5File file, string path, Hdf5Layout layout, CubeShape chunk, Func<CubeRegion, long[]> offsetOf, int detectorRank)
    {
        using CheckedDataset cube = new(file, path, layout, chunk, offsetOf, _options.Threads);
        string sha = FeedFile(file, chunk, (region, samples) => cube.Write(region, samples, Advance, _cancellation));
        _storedBytes = cube.StoredBytes;
        if (_options.IsPlain) return sha;
        cube.Close(PackedLayout.CubeTable);
        _tables.Add((path, PackedLayout.CubeTable, detectorRank));
        return sha;
    }

    private string FeedFile(Hdf5File file, CubeShape chunk, Action<CubeRegion, SampleBuffer> slab)
    {
        Dictionary<int, CheckedDataset> rests = [];
        try
        {
            return Feed(chunk, slab, _options.IsPlain ? _ => { } : block => WriteRest(file, rests, block));
        }
        finally
        {
            foreach (CheckedDataset rest in rests.Values) rest.Dispose();
        }
    }

    private void WriteRest(Hdf5File file, Dictionary<int, CheckedDataset> rests, RestBlock block)
    {
        long length = _originals[block.File].RestBytes;
        if (!rests.TryGetValue(block.File, out CheckedDataset? rest))
            rests[block.File] = rest = CheckedDataset.OfBytes(file, PackedLayout.Original(block.File) + "/rest", length, _options.Codec);
        rest.WriteBytes(block.At, block.Bytes.Span);
        if (block.At + block.Bytes.Length < length) return;
        rest.Close(PackedLayout.RestTable(block.File));
        _tables.Add((rest.Path, PackedLayout.RestTable(block.File), 0));
        rests.Remove(block.File);
    }

    private string Feed(CubeShape chunk, Action<CubeRegion, SampleBuffer> slab, Action<RestBlock> rest)
    {
        (ImmutableArray<CubeRegion> slabs, int buffers) = PackSlabs.Plan(_cube, chunk, _opened.Reader.BlockShape, _options.MemoryBytes, _options.Threads);
        using SourceFeed feed = new(_opened, _originals, slabs, buffers, _options.Threads, _cancellation);
        string sha = DigestedFeed.Read(_cube, feed, (region, samples) =>
        {
            slab(region, samples);
            _options.Companion?.Add(_cube, region, samples, _options.Threads);
        }, rest, _cancellation);
        _notes.AddRange(feed.Damage);
        IsDoubtful |= feed.Damage.Count > 0;
        return sha;
    }

    private Hdf5Layout Filtered(Hdf5Layout layout) => layout with { Filters = _options.Codec.FiltersOf!(layout.Spec) };

    private void WriteManifest(Hdf5File file, string cubePath, int detectorRank, string sha)
    {
        file.CreateGroup(PackedLayout.Group);
        Hdf5Attributes.WriteInteger(file, PackedLayout.Group, "packed_version", PackedLayout.Version);
        Hdf5Attributes.WriteText(file, PackedLayout.Group, "program", $"Suffice {typeof(Packer).Assembly.GetName().Version?.ToString(3)}");
        Hdf5Attributes.WriteText(file, PackedLayout.Group, "cube", cubePath);
        Hdf5Attributes.WriteInteger(file, PackedLayout.Group, "detector_rank", detectorRank);
        Hdf5Attributes.WriteText(file, PackedLayout.Group, "cube_sha256", sha);
        Hdf5Attributes.WriteText(file, PackedLayout.Group, "cube_sha256_of", "the samples in row-major order, little-endian");
        Hdf5Attributes.WriteText(file, PackedLayout.Group, "codec", _options.Codec.Name);
        Hdf5Attributes.WriteText(file, PackedLayout.Group, "source_format", _opened.Format);
        Hdf5Attributes.WriteText(file, PackedLayout.Group, "scan_origin", _opened.ScanOrigin);
        if (_notes.Count > 0) Hdf5Values.WriteTexts(file, PackedLayout.Group, "notes", _notes);
        for (int i = 0; _earlier is null && i < _originals.Length; i++) PackedManifest.Write(file, i, _originals[i], _cube.StoredOrder);
    }

    // What the library wrote, and the disk took, is read again: the stored bytes of every chunk, and the rest under the seal.
    private void Check(long seal)
    {
        List<(long, long)> places = [];
        using (Hdf5File file = Hdf5File.Open(_target.Path))
        {
            foreach ((string dataset, string table, int detectorRank) in _tables)
            {
                using StoredChunks chunks = new(file, dataset, detectorRank);
                IReadOnlyList<string> problems = chunks.Check(PackVerifier.ReadTable(file, table), decode: false, _options.Threads, _ => { }, _cancellation);
                if (problems.Count > 0) throw new CubeFileException(Target, $"nothing was written: {problems[0]}");
                places.AddRange(chunks.Places ?? []);
            }
        }
        Seal.Write(_target.Path, seal, places);
    }

    private void Advance(long bytes)
    {
        _done += bytes;
        _progress(_done, _cube.Bytes);
    }
}
