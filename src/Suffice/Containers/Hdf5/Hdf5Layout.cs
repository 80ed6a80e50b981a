using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>How a chunked dataset is stored.</summary>
/// <param name="Extents">Extents of the dataset, slowest axis first.</param>
/// <param name="Chunk">Extents of a chunk, as many as the dataset has; each at least 1.</param>
/// <param name="Filters">The filters that each chunk passes when it is written, in this order.</param>
public sealed record Hdf5Layout(
    ElementType Element, ByteOrder Order, ImmutableArray<long> Extents, ImmutableArray<int> Chunk, ImmutableArray<FilterSpec> Filters)
{
    /// <summary>How far each axis may grow; -1 for without limit. Empty: it cannot grow.</summary>
    public ImmutableArray<long> Maximum { get; init; } = [];

    /// <summary>The bytes of one sample, in stored order, that stand for what was never written. Empty: zero.</summary>
    public ImmutableArray<byte> Fill { get; init; } = [];

    /// <summary>
    /// How cubes are stored unless the user says otherwise: balanced chunks and Blosc with Zstd 3, the compromise that
    /// arXiv 2604.06221 recommends.
    /// </summary>
    public static Hdf5Layout Default(ElementType element, CubeShape shape)
    {
        const int scan = 16, detector = 128;
        Hdf5Layout layout = new(
            element, ByteOrder.LittleEndian, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX],
            [Math.Min(scan, shape.ScanY), Math.Min(scan, shape.ScanX), Math.Min(detector, shape.DetectorY), Math.Min(detector, shape.DetectorX)], []);
        return layout with { Filters = [BloscFilter.Spec(layout.Spec, BloscCodec.Zstd, 3, BloscShuffle.Byte)] };
    }

    /// <summary>What a codec may know of a chunk.</summary>
    public ChunkSpec Spec => new(Element, Order, Chunk);
}
