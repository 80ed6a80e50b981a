using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Tally;
using Suffice.Cubes;

namespace Suffice.Reductions;

/// <summary>How the arrays of a record are compressed.</summary>
internal static class RecordCodec
{
    private const int ZstdLevel = 5, GzipLevel = 6, GzipId = 1, ShuffleId = 2;

    /// <summary>Numbers of patterns: Tally for whole numbers, Blosc with Zstandard for others.</summary>
    public static ImmutableArray<FilterSpec> ForPatterns(ChunkSpec chunk) => chunk.Element.IsFloat()
        ? [BloscFilter.Spec(chunk, BloscCodec.Zstd, ZstdLevel, BloscShuffle.Byte)] : [TallyFilter.Spec(chunk, TallyEffort.Balanced)];

    /// <summary>Maps: what every HDF5 library has, so that every reader opens them.</summary>
    public static ImmutableArray<FilterSpec> ForMaps(ChunkSpec chunk) => [new FilterSpec(ShuffleId, (uint)chunk.Element.Bytes()), new FilterSpec(GzipId, GzipLevel)];

    /// <summary>Bytes that samples take when they are stored, in chunks of the usual size.</summary>
    public static long Measure(ElementType element, CubeShape shape, SampleBuffer samples, Func<ChunkSpec, ImmutableArray<FilterSpec>> filtersOf)
    {
        long patternBytes = shape.PatternSamples * element.Bytes(), stored = 0;
        int most = (int)Math.Clamp(ChunkBytes / patternBytes, 1, shape.Patterns);
        for (long first = 0; first < shape.Patterns; first += most)
        {
            int patterns = (int)Math.Min(most, shape.Patterns - first);
            ChunkSpec spec = new(element, SampleOrder.Native, [1, patterns, shape.DetectorY, shape.DetectorX]);
            FilterPipeline pipeline = new(filtersOf(spec), spec);
            using SampleBuffer encoded = new(pipeline.MaxEncodedLength);
            stored += pipeline.Encode(samples.Span(first * patternBytes, checked((int)(patterns * patternBytes))), encoded.Span(), out _);
        }
        return stored;
    }

    /// <summary>Bytes that a list of numbers takes when it is stored as maps are.</summary>
    public static long Measure(ElementType element, double[] values)
    {
        if (values.Length == 0) return 0;
        using SampleBuffer samples = new((long)values.Length * element.Bytes());
        StoredValues.Write(element, values, samples.Span());
        return Measure(element, new CubeShape(1, 1, 1, values.Length), samples, ForMaps);
    }

    /// <summary>How many bytes of samples a chunk has, about: Tally learns the rate of every pixel in each chunk anew.</summary>
    public const long ChunkBytes = 16 << 20;
}
