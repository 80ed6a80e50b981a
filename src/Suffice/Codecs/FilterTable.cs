using System.Collections.Immutable;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Deflate;
using Suffice.Codecs.Filters;
using Suffice.Codecs.Lz4;
using Suffice.Codecs.Lzf;
using Suffice.Codecs.Szip;
using Suffice.Codecs.Tally;
using Suffice.Codecs.Zstd;

namespace Suffice.Codecs;

/// <summary>Every filter that chunks can be encoded and decoded with, by its id registered with The HDF Group.</summary>
public static class FilterTable
{
    public static ImmutableArray<FilterKind> All { get; } =
    [
        new(1, "gzip", (spec, _) => DeflateFilter.Create(spec)),
        new(2, "shuffle", ShuffleFilter.Create),
        new(3, "fletcher32", (_, _) => new Fletcher32Filter()),
        new(4, "szip", (spec, _) => SzipFilter.Create(spec)),
        TallyFilter.Kind,
        new(32000, "lzf", (_, _) => new LzfFilter()),
        BloscFilter.Kind,
        new(32004, "lz4", (spec, _) => Lz4Filter.Create(spec)),
        BitshuffleFilter.Kind,
        new(32015, "zstd", (spec, _) => ZstdFilter.Create(spec)),
    ];

    /// <summary>The filter with this id, or null for one that is not built in.</summary>
    public static FilterKind? Find(int id) => All.FirstOrDefault(kind => kind.Id == id);
}
