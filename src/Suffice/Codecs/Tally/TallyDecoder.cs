using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Decodes chunks of format version 1 (docs/tally.md). An instance serves one thread and keeps its buffers.</summary>
public sealed class TallyDecoder
{
    private readonly TallyKernels _kernels;
    private readonly CountCoder?[] _coders = new CountCoder?[5];
    private readonly IntegerTransform _transform = new();
    private readonly GeneralCoder _general = new();
    private readonly ByteSource _payload = new();

    public TallyDecoder()
        : this(TallyKernels.Fastest)
    {
    }

    internal TallyDecoder(TallyKernels kernels)
    {
        _kernels = kernels;
    }

    /// <summary>Decodes a chunk and returns the number of bytes written.</summary>
    /// <exception cref="InvalidDataException">The chunk is damaged, or holds more than <paramref name="samples"/>.</exception>
    public int Decode(ReadOnlySpan<byte> chunk, Span<byte> samples) => Decode(chunk, null, samples);

    /// <summary>
    /// Decodes some patterns of a chunk, in the order of the scan, to where they belong in <paramref name="samples"/>, which has
    /// room for the whole chunk; what is there of other patterns is undefined. In mode Tiles only the segments that hold wanted
    /// patterns are decoded, in other modes all is.
    /// </summary>
    /// <exception cref="InvalidDataException">The chunk is damaged, or holds more than <paramref name="samples"/>.</exception>
    public int DecodePatterns(ReadOnlySpan<byte> chunk, int first, int count, Span<byte> samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Decode(chunk, (first, count), samples);
    }

    private int Decode(ReadOnlySpan<byte> chunk, (int First, int Count)? wanted, Span<byte> samples)
    {
        TallyHeader header = TallyHeader.Read(chunk, out int headerBytes);
        int size = header.Element.Bytes();
        long bytes = header.Shape.Samples * size;
        if (bytes > samples.Length) throw new InvalidDataException($"Tally: a chunk of {bytes} bytes where {samples.Length} are expected.");
        if (header.PayloadBytes != chunk.Length - headerBytes)
            throw new InvalidDataException($"Tally: a payload of {chunk.Length - headerBytes} bytes where the header says {header.PayloadBytes}.");
        samples = samples[..(int)bytes];
        DecodePayload(header, chunk[headerBytes..], size, wanted, samples);
        return samples.Length;
    }

    private void DecodePayload(TallyHeader header, ReadOnlySpan<byte> payload, int size, (int First, int Count)? wanted, Span<byte> samples)
    {
        switch (header.Mode)
        {
            case TallyMode.Raw:
                if (payload.Length != samples.Length) throw new InvalidDataException($"Tally: {payload.Length} raw bytes where {samples.Length} are expected.");
                payload.CopyTo(samples);
                break;
            case TallyMode.Constant:
                if (payload.Length != size) throw new InvalidDataException($"Tally: a constant of {payload.Length} bytes.");
                Fill(payload, samples);
                break;
            case TallyMode.General:
                _general.Decode(payload, size, samples);
                break;
            default:
                DecodeCounts(header, payload, wanted, samples);
                return;
        }
        if (Crc32.Of(header.Mode == TallyMode.Constant ? payload : samples) != header.DataCrc)
            throw new InvalidDataException("Tally: the samples do not match their checksum.");
    }

    private void DecodeCounts(TallyHeader header, ReadOnlySpan<byte> payload, (int First, int Count)? wanted, Span<byte> samples)
    {
        if (header.Transform.Kind == ValueTransformKind.None || header.Element.IsFloat() != header.Transform.Kind > ValueTransformKind.Offset)
            throw new InvalidDataException("Tally: counts without a value transform that suits them.");
        _payload.Load(payload);
        Span<byte> integers = _transform.Room(header, samples);
        Coder(header.Transform.IntegerBytes).Decode(header, _payload, wanted, integers);
        if (_payload.At != _payload.Length) throw new InvalidDataException("Tally: bytes behind the end of a chunk.");
        IntegerTransform.ToSamples(header, integers, samples);
    }

    private static void Fill(ReadOnlySpan<byte> sample, Span<byte> samples)
    {
        sample.CopyTo(samples);
        for (int done = sample.Length; done < samples.Length; done *= 2)
            samples[..Math.Min(done, samples.Length - done)].CopyTo(samples[done..]);
    }

    private CountCoder Coder(int bytes) => _coders[bytes] ??= bytes switch
    {
        1 => new CountCoder<byte>(_kernels),
        2 => new CountCoder<ushort>(_kernels),
        _ => new CountCoder<uint>(_kernels),
    };
}
