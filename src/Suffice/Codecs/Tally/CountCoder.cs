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
}

/// <inheritdoc/>
internal sealed class CountCoder<T> : CountCoder
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>Longer rows have no predicted rates: their pixels' numbers take 16 bits.</summary>
    public const int MostWidth = 1 << 15;

    private readonly TallyKernels _kernels;
    private readonly PredictedEncoder<T> _encoder = new();
    private readonly PredictedDecoder<T> _decoder;
    private readonly RowsCoder<T> _rows;
    private readonly ScanCoder<T> _scan;
    private TilesEncoder<T>? _tilesEncoder;
    private TilesDecoder<T>? _tilesDecoder;

    public CountCoder(TallyKernels kernels)
    {
        _kernels = kernels;
        _decoder = new(kernels.Dense);
        _rows = new(_encoder, _decoder);
        _scan = new(_encoder, _decoder);
    }

    public override uint Encode(TallyMode mode, int sweeps, ReadOnlySpan<byte> integers, CubeShape shape, ByteSink payload)
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(integers);
        if (mode == TallyMode.Tiles) return (_tilesEncoder ??= new()).Encode(samples, shape, payload);
        if (mode == TallyMode.Rows) _rows.Encode(samples, shape, sweeps, payload);
        else _scan.Encode(samples, shape, payload);
        return Crc32.Of(integers);
    }

    public override void Decode(TallyHeader header, ByteSource payload, (int First, int Count)? wanted, Span<byte> integers)
    {
        Span<T> samples = MemoryMarshal.Cast<byte, T>(integers);
        if (header.Mode == TallyMode.Tiles)
        {
            (_tilesDecoder ??= new(_kernels.Run)).Decode(payload, header.DataCrc, header.Shape, wanted, samples);
            return;
        }
        if (header.Shape.DetectorX > MostWidth) throw new InvalidDataException($"Tally: predicted rows of {header.Shape.DetectorX} pixels.");
        if (header.Mode == TallyMode.Rows) _rows.Decode(payload, header.Shape, samples);
        else _scan.Decode(payload, header.Shape, samples);
        if (Crc32.Of(integers) != header.DataCrc) throw new InvalidDataException("Tally: the samples do not match their checksum.");
    }
}
