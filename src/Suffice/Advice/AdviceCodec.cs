using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Bitshuffle;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Deflate;
using Suffice.Codecs.Filters;
using Suffice.Cubes;
using Suffice.Studies;

namespace Suffice.Advice;

/// <summary>One row of the table of codecs that a packed file may have.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="FiltersOf">The filters for a chunk, in the order in which they are applied.</param>
/// <param name="Reach">Who can read it.</param>
public sealed record AdviceCodec(string Name, Func<ChunkSpec, ImmutableArray<FilterSpec>> FiltersOf, FilterReach Reach)
{
    /// <summary>Name of the one that does not compress.</summary>
    public const string NoCompression = "none";

    private static readonly string[] Plain = [NoCompression, "gzip_1", "gzip_6", "gzip_9"];

    /// <summary>The settings of the published study, some that it left out, and our own.</summary>
    public static ImmutableArray<AdviceCodec> All { get; } =
    [
        // szip is left out of builds of the library for its licence: a plain one may not have it.
        .. from setting in StudyMethods.Settings
           select new AdviceCodec(setting.Name, setting.FiltersOf, Plain.Contains(setting.Name) ? FilterReach.Plain : FilterReach.Plugins),
        new("shuffle_gzip_1", chunk => ShuffledGzip(chunk, 1), FilterReach.Plain),
        new("shuffle_gzip_6", chunk => ShuffledGzip(chunk, 6), FilterReach.Plain),
        new("blosc_zstd_1", chunk => [BloscFilter.Spec(chunk, BloscCodec.Zstd, 1, BloscShuffle.Byte)], FilterReach.Plugins),
        new("blosc_zstd_6", chunk => [BloscFilter.Spec(chunk, BloscCodec.Zstd, 6, BloscShuffle.Byte)], FilterReach.Plugins),
        new("bitshuffle_zstd", chunk => [BitshuffleFilter.Spec(chunk, BitshuffleCodec.Zstd)], FilterReach.Plugins),
        .. from setting in StudyMethods.OwnSettings select new AdviceCodec(setting.Name, setting.FiltersOf, FilterReach.Suffice),
    ];

    /// <summary>The codec of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static AdviceCodec Named(string name) => All.FirstOrDefault(codec => codec.Name == name)
        ?? throw new ArgumentException($"there is no codec '{name}'; there are {string.Join(", ", All.Select(codec => codec.Name))} and keep");

    private static ImmutableArray<FilterSpec> ShuffledGzip(ChunkSpec chunk, uint level) =>
        [new FilterSpec(ShuffleFilter.Id, (uint)chunk.Element.Bytes()), new FilterSpec(DeflateFilter.Id, level)];
}
