using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>
/// Tally as an HDF5 filter: a chunk is one Tally chunk (docs/tally.md), which describes itself; the parameters only say how to
/// write: format version, effort, element type with 128 added for big-endian samples, then the four extents of a chunk.
/// </summary>
public sealed class TallyFilter : ISparseFilter
{
    /// <summary>Among the ids for testing, 256 to 511, until one is registered with The HDF Group.</summary>
    public const int Id = 311;

    private const uint FormatVersion = 1;
    private const uint BigEndianFlag = 128;

    private readonly TallyEncoder _encoder;
    private readonly TallyDecoder _decoder = new();
    private readonly ChunkSpec _chunk;
    private readonly ElementType _element;
    private readonly ByteOrder _order;
    private readonly CubeShape _shape;

    /// <summary>A filter with the parameters of a file; what they leave out is taken from the chunk.</summary>
    /// <exception cref="InvalidDataException">A parameter is out of its range.</exception>
    public TallyFilter(FilterSpec spec, ChunkSpec chunk)
        : this(spec, chunk, null)
    {
    }

    internal TallyFilter(FilterSpec spec, ChunkSpec chunk, TallyMode? only)
    {
        uint version = spec.Parameter(0, FormatVersion), effort = spec.Parameter(1, (uint)TallyEffort.Balanced), type = spec.Parameter(2, TypeOf(chunk));
        if (version != FormatVersion) throw new InvalidDataException($"Tally format version {version} is not 1.");
        if (effort is < 1 or > 3) throw new InvalidDataException($"Tally effort {effort} is not in 1-3.");
        if ((type & ~BigEndianFlag) >= ElementTypes.All.Count) throw new InvalidDataException($"Tally element type {type} is not known.");
        _encoder = new((TallyEffort)effort) { Only = only };
        _chunk = chunk;
        (_element, _order) = ((ElementType)(type & ~BigEndianFlag), (type & BigEndianFlag) != 0 ? ByteOrder.BigEndian : ByteOrder.LittleEndian);
        _shape = spec.Parameters.Length >= 7 ? Shape(spec) : ShapeOf(chunk);
    }

    /// <summary>The row of this filter in the table of filters.</summary>
    public static FilterKind Kind { get; } = new(Id, "tally", (spec, chunk) => new TallyFilter(spec, chunk));

    /// <summary>The parameters for writing <paramref name="chunk"/>.</summary>
    public static FilterSpec Spec(ChunkSpec chunk, TallyEffort effort)
    {
        CubeShape shape = ShapeOf(chunk);
        return new FilterSpec(
            Id, FormatVersion, (uint)effort, TypeOf(chunk), (uint)shape.ScanY, (uint)shape.ScanX, (uint)shape.DetectorY, (uint)shape.DetectorX);
    }

    public int MaxEncodedLength(int length) => checked(length + TallyEncoder.MostOverhead);

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        if (source.IsEmpty) return 0;
        // What is not a chunk of the dataset is taken as bytes.
        ReadOnlySpan<byte> chunk = source.Length == _shape.Samples * _element.Bytes()
            ? _encoder.Encode(source, _element, _order, _shape)
            : _encoder.Encode(source, ElementType.UInt8, ByteOrder.LittleEndian, new CubeShape(1, 1, 1, source.Length));
        return chunk.TryCopyTo(encoded) ? chunk.Length : 0;
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => _decoder.Decode(encoded, decoded);

    /// <inheritdoc/>
    public int BeginningBytes => TallyHeader.MostBytes + sizeof(double);

    /// <inheritdoc/>
    public bool IsSparse(ReadOnlySpan<byte> beginning, int length, int patterns, int patternPixels) =>
        TallyDecoder.IsSparse(beginning, length, _chunk.Element, _chunk.Order, patterns, patternPixels);

    /// <inheritdoc/>
    public void DecodeSparse(ReadOnlySpan<byte> encoded, SparsePatternHandler handler) => _decoder.DecodeSparse(encoded, handler);

    private static uint TypeOf(ChunkSpec chunk) => (uint)chunk.Element | (chunk.Order == ByteOrder.BigEndian ? BigEndianFlag : 0);

    // The last two axes are the detector's.
    private static CubeShape ShapeOf(ChunkSpec chunk)
    {
        ReadOnlySpan<int> extents = chunk.Extents.AsSpan();
        int detector = Math.Min(2, extents.Length);
        return CubeShape.Fold(extents[..^detector], extents[^detector..]) ?? new CubeShape(1, 1, 1, chunk.Samples);
    }

    private static CubeShape Shape(FilterSpec spec)
    {
        long samples = 1;
        for (int i = 3; i < 7; i++)
        {
            uint extent = spec.Parameter(i);
            if (extent is 0 or > int.MaxValue || (samples *= extent) > int.MaxValue) throw new InvalidDataException($"Tally chunks of more than {samples} samples are not possible.");
        }
        return new((int)spec.Parameter(3), (int)spec.Parameter(4), (int)spec.Parameter(5), (int)spec.Parameter(6));
    }
}
