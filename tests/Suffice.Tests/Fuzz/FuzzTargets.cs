using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Deflate;
using Suffice.Codecs.Lzf;
using Suffice.Codecs.Sparse;
using Suffice.Codecs.Szip;
using Suffice.Codecs.Tally;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Fuzz;

/// <summary>Everything of ours that reads what others may have damaged, in groups that run side by side.</summary>
internal sealed class FuzzTargets
{
    private static readonly FilterSpec Nothing = new(0);

    private readonly FilterTarget[] _stockFilters =
    [
        new("gzip", 4, Stock(_ => new(1, 6))),
        new("shuffle", 2, Stock(chunk => new(2, (uint)chunk.Element.Bytes()))),
        new("fletcher32", 2, Stock(_ => new(3))),
        new("szip", 8,
            Stock(chunk => SzipParameters.For(chunk).ToSpec()),
            Stock(chunk => SzipParameters.For(chunk, hasPrediction: false, pixelsPerBlock: 32).ToSpec()),
            Stock(chunk => SzipParameters.For(chunk, pixelsPerBlock: 2).ToSpec())),
        new("lzf", 8, Stock(LzfFilter.SpecFor)),
        new("lz4", 4, Stock(_ => new(32004, 0)), Stock(_ => new(32004, 100))),
        new("zstd", 4, Stock(_ => new(32015, 3)), Stock(_ => new(32015, 19))),
    ];

    private readonly FilterTarget[] _blockFilters =
    [
        Blosc("blosc-blosclz", 8, BloscCodec.BloscLz),
        Blosc("blosc-lz4", 8, BloscCodec.Lz4),
        Blosc("blosc-lz4hc", 4, BloscCodec.Lz4Hc),
        Blosc("blosc-zlib", 4, BloscCodec.Zlib),
        Blosc("blosc-zstd", 4, BloscCodec.Zstd),
        new("bitshuffle", 2, Bitshuffle(BitshuffleCodec.None)),
        new("bitshuffle-lz4", 8, Bitshuffle(BitshuffleCodec.Lz4)),
        new("bitshuffle-zstd", 4, Bitshuffle(BitshuffleCodec.Zstd)),
    ];

    private readonly FilterTarget _bloscPieces = new("blosc-pieces", 4, Pieces(BloscCodec.Lz4), Pieces(BloscCodec.Zstd), Pieces(BloscCodec.BloscLz));

    private readonly FilterTarget[] _tally =
    [
        new TallyTarget("tally-balanced", 4, null),
        new TallyTarget("tally-tiles", 12, TallyMode.Tiles),
        new TallyTarget("tally-rows", 12, TallyMode.Rows),
        new TallyTarget("tally-scan", 12, TallyMode.Scan),
        new TallyTarget("tally-general", 2, TallyMode.General),
    ];

    private readonly FilterTarget _tallyPatterns = new("tally-patterns", 4, new FilterVariant(
        chunk => TallyFilter.Spec(chunk, TallyEffort.Balanced), (spec, chunk) => new TallyHalves(spec, chunk)));

    private readonly FilterTarget[] _studyFilters =
    [
        new("csr", 8, new FilterVariant(_ => Nothing, (_, chunk) => new CsrFilter(chunk))),
        new("overflow", 4, new FilterVariant(_ => Nothing, (_, chunk) => new OverflowFilter(chunk))),
        new("gzip-member", 4, new FilterVariant(_ => Nothing, (_, _) => new GzipMemberFilter(6))),
    ];

    private readonly PipelineTarget[] _pipelines =
    [
        new("pipeline",
            chunk => [Shuffle(chunk), new(1, 4), new(3)],
            chunk => [Shuffle(chunk), LzfFilter.SpecFor(chunk)],
            chunk => [new(3), Shuffle(chunk), new(32015, 3)],
            chunk => [BitshuffleFilter.Spec(chunk, BitshuffleCodec.Lz4), new(3)],
            chunk => [Shuffle(chunk), SzipParameters.For(chunk).ToSpec(), new(32004, 0)],
            chunk => [Shuffle(chunk), BitshuffleFilter.Spec(chunk, BitshuffleCodec.None),
                BloscFilter.Spec(chunk, BloscCodec.BloscLz, 5, BloscShuffle.None)]),
    ];

    public FuzzTargets()
    {
        Stocks = [.. _stockFilters];
        Blocks = [.. _blockFilters, _bloscPieces];
        Tallies = [.. _tally, _tallyPatterns];
        Encoders =
        [
            .. _stockFilters.Concat(_blockFilters).Concat(_tally).Select(filter => new EncoderTarget(filter)),
            .. _studyFilters.Select(filter => new EncoderTarget(filter, needsWholeChunks: true)),
        ];
        Chains = [.. _studyFilters, .. _pipelines];
    }

    /// <summary>The targets of the fuzz tests. A target serves one thread at a time, as the filters that it keeps do.</summary>
    public static FuzzTargets Shared { get; } = new();

    public ImmutableArray<FuzzTarget> Stocks { get; }

    public ImmutableArray<FuzzTarget> Blocks { get; }

    public ImmutableArray<FuzzTarget> Tallies { get; }

    public ImmutableArray<FuzzTarget> Chains { get; }

    public ImmutableArray<FuzzTarget> Encoders { get; }

    public IEnumerable<FuzzTarget> All => [.. Stocks, .. Blocks, .. Tallies, .. Chains, .. Encoders, .. ParserTargets.All];

    public FuzzTarget Find(string name) => All.First(target => target.Name == name);

    /// <summary>Runs the share of a target in all inputs, or all of them where it was asked for by its name.</summary>
    public static void Run(string name)
    {
        Assert.SkipUnless(FuzzSettings.Targets is [] || FuzzSettings.Targets.Contains(name), "another target was asked for");
        FuzzTarget target = Shared.Find(name);
        long shares = Shared.All.Sum(one => one.Weight);
        using FuzzRunner runner = new(target);
        runner.Run(FuzzSettings.Seed, FuzzSettings.Targets is not [] ? FuzzSettings.Iterations : (FuzzSettings.Iterations * target.Weight + shares - 1) / shares);
    }

    private static FilterSpec Shuffle(ChunkSpec chunk) => new(2, (uint)chunk.Element.Bytes());

    private static FilterVariant Stock(Func<ChunkSpec, FilterSpec> spec) =>
        new(spec, (s, chunk) => FilterTable.Find(s.Id)!.Create(s, chunk));

    private static FilterTarget Blosc(string name, int weight, BloscCodec codec) => new(name, weight,
        Stock(chunk => BloscFilter.Spec(chunk, codec, 5, BloscShuffle.Byte)),
        Stock(chunk => BloscFilter.Spec(chunk, codec, 9, BloscShuffle.Bit)),
        Stock(chunk => BloscFilter.Spec(chunk, codec, 1, BloscShuffle.None)));

    private static FilterVariant Pieces(BloscCodec codec) => new(
        chunk => BloscFilter.Spec(chunk, codec, 5, BloscShuffle.Byte), (spec, chunk) => new InPieces(new BloscFilter(spec, chunk)));

    private static FilterVariant Bitshuffle(BitshuffleCodec codec) => Stock(chunk => BitshuffleFilter.Spec(chunk, codec));
}
