using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Deflate;
using Suffice.Codecs.Lz4;
using Suffice.Codecs.Lzf;
using Suffice.Codecs.Sparse;
using Suffice.Codecs.Szip;
using Suffice.Codecs.Tally;
using Suffice.Containers.Blocks;
using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Studies.Stores;

namespace Suffice.Studies;

/// <summary>
/// The methods of the published study: 13 filter settings in 3 chunkings, and 3 representations outside HDF5; and beside them our own.
/// </summary>
public static class StudyMethods
{
    private const int GzipFileLevel = 9;

    /// <summary>One row of the table of filter settings.</summary>
    /// <param name="Name">Name as in the published results.</param>
    /// <param name="Stock">The stock filter, with the parameters that a user gives it; null for none.</param>
    /// <param name="FiltersOf">Our filters for a chunk, in the order in which they are applied.</param>
    public sealed record Setting(string Name, FilterSpec? Stock, Func<ChunkSpec, ImmutableArray<FilterSpec>> FiltersOf);

    /// <summary>The filter settings of arXiv 2604.06221, with the parameters of the stock filters that it used.</summary>
    public static readonly Setting[] Settings =
    [
        new("none", null, _ => []),
        new("gzip_1", new FilterSpec(DeflateFilter.Id, 1), _ => [new FilterSpec(DeflateFilter.Id, 1)]),
        new("gzip_6", new FilterSpec(DeflateFilter.Id, 6), _ => [new FilterSpec(DeflateFilter.Id, 6)]),
        new("gzip_9", new FilterSpec(DeflateFilter.Id, 9), _ => [new FilterSpec(DeflateFilter.Id, 9)]),
        new("lzf", new FilterSpec(LzfFilter.Id), chunk => [LzfFilter.SpecFor(chunk)]),
        new("szip", new FilterSpec(SzipParameters.FilterId, 32, 8), chunk => [SzipParameters.For(chunk).ToSpec()]),
        new("blosc_blosclz", StockBlosc(5, BloscCodec.BloscLz), chunk => [BloscFilter.Spec(chunk, BloscCodec.BloscLz, 5, BloscShuffle.Byte)]),
        new("blosc_lz4", StockBlosc(5, BloscCodec.Lz4), chunk => [BloscFilter.Spec(chunk, BloscCodec.Lz4, 5, BloscShuffle.Byte)]),
        new("blosc_lz4hc", StockBlosc(5, BloscCodec.Lz4Hc), chunk => [BloscFilter.Spec(chunk, BloscCodec.Lz4Hc, 5, BloscShuffle.Byte)]),
        new("blosc_zlib", StockBlosc(5, BloscCodec.Zlib), chunk => [BloscFilter.Spec(chunk, BloscCodec.Zlib, 5, BloscShuffle.Byte)]),
        new("blosc_zstd", StockBlosc(3, BloscCodec.Zstd), chunk => [BloscFilter.Spec(chunk, BloscCodec.Zstd, 3, BloscShuffle.Byte)]),
        new("lz4_hdf5", new FilterSpec(Lz4Filter.Id, 0), _ => [new FilterSpec(Lz4Filter.Id, 0)]),
        new("bitshuffle_lz4", new FilterSpec(BitshuffleFilter.Id, 0, 2), chunk => [BitshuffleFilter.Spec(chunk, BitshuffleCodec.Lz4)]),
    ];

    /// <summary>Our own codec's settings: never part of a study of the published methods unless named.</summary>
    public static readonly Setting[] OwnSettings = [Tally("tally-fast", TallyEffort.Fast), Tally("tally", TallyEffort.Balanced), Tally("tally-archive", TallyEffort.Archive)];

    private static readonly BlockFormat[] OutsideHdf5 =
    [
        new("sparse_csr", block => new CsrFilter(block)),
        new("uint8_overflow", block => new OverflowFilter(block)),
        new("simple_gzip", _ => new GzipMemberFilter(GzipFileLevel))
        {
            MakePrefix = NpyPrefix, HasIndex = false, BlockLength = header => GzipMemberFilter.LengthOf(header.Span),
        },
    ];

    /// <summary>All 42 methods, in the order of the published names.</summary>
    public static ImmutableArray<StudyMethod> All { get; } =
    [
        .. from chunking in StudyChunking.All from setting in Settings select InHdf5(setting, chunking),
        .. from format in OutsideHdf5 select new StudyMethod(format.Name, null, new BlockStore(format), null),
    ];

    /// <summary>Our own settings in the same chunkings.</summary>
    public static ImmutableArray<StudyMethod> Own { get; } = [.. from chunking in StudyChunking.All from setting in OwnSettings select InHdf5(setting, chunking)];

    /// <summary>The setting of a name, published or our own; null where there is none.</summary>
    public static Setting? Find(string name) => Settings.Concat(OwnSettings).FirstOrDefault(setting => setting.Name == name);

    /// <summary>
    /// The methods that a user names: a full name, a setting in all its chunkings, or a pattern with <c>*</c>; the published ones
    /// where nothing is named.
    /// </summary>
    /// <exception cref="ArgumentException">A name fits no method.</exception>
    public static ImmutableArray<StudyMethod> Select(IReadOnlyCollection<string> names, IReadOnlyCollection<string> chunkings)
    {
        foreach (string chunking in chunkings)
            if (StudyChunking.All.All(c => c.Name != chunking))
                throw new ArgumentException($"there is no chunking '{chunking}'; there are {string.Join(", ", StudyChunking.All.Select(c => c.Name))}");
        ImmutableArray<StudyMethod> known = names.Count == 0 ? All : [.. All, .. Own];
        foreach (string name in names)
            if (!known.Any(method => Fits(method, name)))
                throw new ArgumentException($"there is no method '{name}'; there are "
                    + $"{string.Join(", ", [.. Settings.Select(s => s.Name), .. OutsideHdf5.Select(f => f.Name), .. OwnSettings.Select(s => s.Name)])}, each HDF5 one also with "
                    + $"{string.Join(", ", StudyChunking.All.Select(chunking => chunking.Name + "_"))} before it, or * for any part");
        return [.. known.Where(method => (names.Count == 0 || names.Any(name => Fits(method, name)))
            && (chunkings.Count == 0 || method.Chunking is null || chunkings.Contains(method.Chunking.Name)))];
    }

    private static StudyMethod InHdf5(Setting setting, StudyChunking chunking) =>
        new(setting.Name, chunking, new Hdf5Store(chunking.ChunkOf, setting.FiltersOf), new StockHdf5Store(chunking.ChunkOf, setting.Stock));

    // The plugin adds what it needs to know of the dataset.
    private static Setting Tally(string name, TallyEffort effort) =>
        new(name, new FilterSpec(TallyFilter.Id, 1, (uint)effort), chunk => [TallyFilter.Spec(chunk, effort)]);

    // The first four are places that the plugin fills in.
    private static FilterSpec StockBlosc(int level, BloscCodec codec) =>
        new(BloscFilter.Id, 0, 0, 0, 0, (uint)level, (uint)BloscShuffle.Byte, (uint)codec);

    private static bool Fits(StudyMethod method, string name) =>
        name == method.Setting || System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(name, method.Name, ignoreCase: false);

    // The header of the .npy file is a gzip member of its own.
    private static byte[] NpyPrefix(Cube cube)
    {
        CubeShape shape = cube.Shape;
        byte[] header = NpyHeader.Encode([shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX], cube.Element, SampleOrder.Native);
        GzipMemberFilter gzip = new(GzipFileLevel);
        byte[] member = new byte[gzip.MaxEncodedLength(header.Length)];
        return member[..gzip.Encode(header, member)];
    }
}
