namespace Suffice.Studies.Reporting;

/// <summary>What the published study fixed and found: arXiv 2604.06221.</summary>
public static class PublishedStudy
{
    /// <summary>How it calls a study of its own kind in messages.</summary>
    public const string Name = "arXiv 2604.06221";

    /// <summary>How many of the fastest or smallest enter a ranking.</summary>
    public const int RankingLength = 10;

    /// <summary>The filter settings of which it measured every one in three chunkings.</summary>
    public static readonly string[] Settings =
    [
        "none", "gzip_1", "gzip_6", "gzip_9", "lzf", "szip", "blosc_blosclz", "blosc_lz4", "blosc_lz4hc", "blosc_zlib", "blosc_zstd",
        "lz4_hdf5", "bitshuffle_lz4",
    ];

    /// <summary>The representations outside HDF5.</summary>
    public static readonly string[] OutsideHdf5 = ["sparse_csr", "uint8_overflow", "simple_gzip"];

    /// <summary>The implementations of its Table 4, with the names that they have there.</summary>
    public static readonly (string Setting, string Label)[] Families =
    [
        ("blosc_zlib", "Blosc (zlib)"), ("blosc_zstd", "Blosc (zstd)"), ("gzip_9", "Gzip-9"), ("gzip_6", "Gzip-6"),
        ("blosc_lz4hc", "Blosc (lz4hc)"), ("szip", "Szip"), ("blosc_lz4", "Blosc (lz4)"),
    ];

    /// <summary>Its curve of best ratio against sparsity.</summary>
    public static readonly SparsityCurve Curve = new(50.0, 6.90, 5.0);

    /// <summary>R squared of <see cref="Curve"/>.</summary>
    public const double CurveRSquared = 0.991;

    /// <summary>All 42 methods.</summary>
    public static IEnumerable<MethodName> Methods =>
    [
        .. from chunking in StudyChunking.All from setting in Settings select new MethodName(chunking.Name, setting),
        .. from format in OutsideHdf5 select new MethodName(null, format),
    ];
}
