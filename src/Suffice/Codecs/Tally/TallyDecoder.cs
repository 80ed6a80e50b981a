using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Decodes chunks of format version 1 (docs/tally.md). An instance serves one thread and keeps its buffers.</summary>
public sealed class TallyDecoder
{
    // Above that, events cost more than samples do.
    private const double MostSparseBits = 0.5;

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

    /// <summary>
    /// Whether the counts of a chunk can be had without its samples, at less cost: it is in tiles, its integers are the samples but for a
    /// power of two, and most of these are zero; or it is all zeros.
    /// </summary>
    /// <param name="beginning">At least its header.</param>
    /// <param name="length">Bytes of the whole chunk.</param>
    public static bool IsSparse(ReadOnlySpan<byte> beginning, int length, ElementType element, ByteOrder order, int patterns, int patternPixels)
    {
        TallyHeader header;
        int headerBytes;
        try
        {
            header = TallyHeader.Read(beginning, out headerBytes);
        }
        catch (InvalidDataException)
        {
            // Whoever decodes it will be told.
            return false;
        }
        bool isExpected = header.Element == element && header.IsBigEndian == (order == ByteOrder.BigEndian) && header.Shape.Patterns == patterns
            && header.Shape.PatternSamples == patternPixels;
        if (!isExpected) return false;
        return header.Mode == TallyMode.Constant
            ? beginning.Length >= length && !beginning[headerBytes..].ContainsAnyExcept((byte)0)
            : header.Mode == TallyMode.Tiles && SparseUnit(header) > 0 && 8L * length < MostSparseBits * header.Shape.Samples;
    }

    /// <summary>Decodes a chunk for which <see cref="IsSparse"/> holds, and verifies it as <see cref="Decode(ReadOnlySpan{byte}, Span{byte})"/> does.</summary>
    /// <exception cref="InvalidDataException">The chunk is damaged; patterns that were handed out before may be wrong.</exception>
    public void DecodeSparse(ReadOnlySpan<byte> chunk, SparsePatternHandler handler)
    {
        TallyHeader header = TallyHeader.Read(chunk, out int headerBytes);
        CheckLength(header, chunk.Length - headerBytes);
        if (header.Mode == TallyMode.Constant)
        {
            CheckConstant(header, chunk[headerBytes..]);
            for (int i = 0; i < header.Shape.Patterns; i++) handler(i, default);
            return;
        }
        double unit = SparseUnit(header);
        if (header.Mode != TallyMode.Tiles || unit == 0) throw new InvalidDataException("Tally: a chunk that has no counts.");
        _payload.Load(chunk[headerBytes..]);
        Coder(header.Transform.IntegerBytes).DecodeSparse(header, _payload, unit, handler);
        CheckEnd();
    }

    private int Decode(ReadOnlySpan<byte> chunk, (int First, int Count)? wanted, Span<byte> samples)
    {
        TallyHeader header = TallyHeader.Read(chunk, out int headerBytes);
        int size = header.Element.Bytes();
        long bytes = header.Shape.Samples * size;
        if (bytes > samples.Length) throw new InvalidDataException($"Tally: a chunk of {bytes} bytes where {samples.Length} are expected.");
        CheckLength(header, chunk.Length - headerBytes);
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
                CheckConstant(header, payload);
                Fill(payload, samples);
                return;
            case TallyMode.General:
                _general.Decode(payload, size, samples);
                break;
            default:
                DecodeCounts(header, payload, wanted, samples);
                return;
        }
        CheckSamples(header, samples);
    }

    private void DecodeCounts(TallyHeader header, ReadOnlySpan<byte> payload, (int First, int Count)? wanted, Span<byte> samples)
    {
        if (header.Transform.Kind == ValueTransformKind.None || header.Element.IsFloat() != header.Transform.Kind > ValueTransformKind.Offset)
            throw new InvalidDataException("Tally: counts without a value transform that suits them.");
        _payload.Load(payload);
        Span<byte> integers = _transform.Room(header, samples);
        Coder(header.Transform.IntegerBytes).Decode(header, _payload, wanted, integers);
        CheckEnd();
        IntegerTransform.ToSamples(header, integers, samples);
    }

    // What one count is worth; 0 where samples are no multiples of it, or counts may be too large to be summed exactly in any order.
    private static double SparseUnit(TallyHeader header)
    {
        ValueTransform transform = header.Transform;
        if (transform.IntegerBytes is not (1 or 2) || header.Element.IsFloat() != transform.Kind > ValueTransformKind.Offset) return 0;
        if (transform.Kind == ValueTransformKind.Offset) return transform.Parameter == 0 ? 1 : 0;
        return System.Numerics.BitOperations.IsPow2(transform.Parameter) ? 1.0 / transform.Parameter : 0;
    }

    private static void CheckLength(TallyHeader header, int payloadBytes)
    {
        if (header.PayloadBytes != payloadBytes)
            throw new InvalidDataException($"Tally: a payload of {payloadBytes} bytes where the header says {header.PayloadBytes}.");
    }

    private static void CheckConstant(TallyHeader header, ReadOnlySpan<byte> payload)
    {
        if (payload.Length != header.Element.Bytes()) throw new InvalidDataException($"Tally: a constant of {payload.Length} bytes.");
        CheckSamples(header, payload);
    }

    private static void CheckSamples(TallyHeader header, ReadOnlySpan<byte> samples)
    {
        if (Crc32.Of(samples) != header.DataCrc) throw new InvalidDataException("Tally: the samples do not match their checksum.");
    }

    private void CheckEnd()
    {
        if (_payload.At != _payload.Length) throw new InvalidDataException("Tally: bytes behind the end of a chunk.");
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
