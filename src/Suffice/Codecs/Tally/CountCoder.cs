using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Codes integers of one width in the modes that know of counts. An instance serves one thread and keeps its buffers.</summary>
internal abstract class CountCoder
{
    /// <summary>Appends the payload in a mode; gives the checksum for the header.</summary>
    public abstract uint Encode(TallyMode mode, int sweeps, ReadOnlySpan<byte> integers, CubeShape shape, ByteSink payload);

    /// <summary>Decodes a payload; of patterns that are not wanted, some are left undefined.</summary>
    public abstract void Decode(TallyHeader header, ByteSource payload, (int First, int Count)? wanted, Span<byte> integers);

    /// <summary>Decodes a payload in mode Tiles to the counts above zero.</summary>
    public abstract void DecodeSparse(TallyHeader header, ByteSource payload, double unit, SparsePatternHandler handler);
}

/// <inheritdoc/>
internal sealed class CountCoder<T> : CountCoder
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>Longer rows have no predicted rates: their pixels' numbers take 16 bits.</summary>
    public const int MostWidth = 1 << 15;

    private readonly TallyKernels _kernels;
    // Made when they are needed: most instances only encode or only decode, and in one mode.
    private PredictedEncoder<T>? _encoder;
    private PredictedDecoder<T>? _decoder;
    private RowsCoder<T>? _rows;
    private ScanCoder<T>? _scan;
    private TilesEncoder<T>? _tilesEncoder;
    private TilesDecoder<T>? _tilesDecoder;

    public CountCoder(TallyKernels kernels)
    {
        _kernels = kernels;
    }

    public override uint Encode(TallyMode mode, int sweeps, ReadOnlySpan<byte> integers, CubeShape shape, ByteSink payload)
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(integers);
        if (mode == TallyMode.Tiles) return (_tilesEncoder ??= new()).Encode(samples, shape, payload);
        _encoder ??= new();
        if (mode == TallyMode.Rows) (_rows ??= new()).Encode(_encoder, samples, shape, sweeps, payload);
        else (_scan ??= new()).Encode(_encoder, samples, shape, payload);
        return Crc32.Of(integers);
    }

    public override void DecodeSparse(TallyHeader header, ByteSource payload, double unit, SparsePatternHandler handler) =>
        (_tilesDecoder ??= new(_kernels.Run)).DecodeSparse(payload, header.DataCrc, header.Shape, unit, handler);

    public override void Decode(TallyHeader header, ByteSource payload, (int First, int Count)? wanted, Span<byte> integers)
    {
        Span<T> samples = MemoryMarshal.Cast<byte, T>(integers);
        if (header.Mode == TallyMode.Tiles)
        {
            (_tilesDecoder ??= new(_kernels.Run)).Decode(payload, header.DataCrc, header.Shape, wanted, samples);
            return;
        }
        if (header.Shape.DetectorX > MostWidth) throw new InvalidDataException($"Tally: predicted rows of {header.Shape.DetectorX} pixels.");
        _decoder ??= new(_kernels.Dense);
        if (header.Mode == TallyMode.Rows) (_rows ??= new()).Decode(_decoder, payload, header.Shape, samples);
        else (_scan ??= new()).Decode(_decoder, payload, header.Shape, samples);
        if (Crc32.Of(integers) != header.DataCrc) throw new InvalidDataException("Tally: the samples do not match their checksum.");
    }
}
