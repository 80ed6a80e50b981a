using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Encodes chunks; format version 1 (docs/tally.md). An instance serves one thread and keeps its buffers.</summary>
public sealed class TallyEncoder
{
    /// <summary>Bytes that a chunk may take beyond its samples.</summary>
    public const int MostOverhead = 64;

    // Fewer patterns do not tell a pixel's rate well enough; more make what rows predict the worse choice where time counts.
    private const int FewPatterns = 16, ManyPatterns = 64;

    // What 32 patterns take, times this, is less than their part of a long scan takes.
    private const double LearningPart = 0.94;

    // Of patterns that equal the one before, a general compressor makes nearly nothing.
    private const int RepeatedPart = 20;

    // Where some patterns suggest that a general compressor comes within this of the counts' code, it is tried.
    private const double NearlyAsSmall = 1.08;

    // Where it comes within this, patterns are unlike each other, and their rows are tried.
    private const double UnlikePatterns = 1.3;

    private readonly TallyEffort _effort;
    private readonly TallyKernels _kernels;
    private readonly CountCoder?[] _coders = new CountCoder?[5];
    private readonly IntegerTransform _transform = new();
    private readonly GeneralCoder _general = new();
    private readonly ByteSink _chunk = new();
    private ByteSink _best = new(), _next = new();
    private bool _triedRows;

    public TallyEncoder(TallyEffort effort)
        : this(effort, TallyKernels.Fastest)
    {
    }

    internal TallyEncoder(TallyEffort effort, TallyKernels kernels)
    {
        (_effort, _kernels) = (effort, kernels);
    }

    /// <summary>The only mode to try, for tests; raw where it is impossible.</summary>
    internal TallyMode? Only { get; init; }

    /// <summary>Encodes the samples of a chunk; the result is valid until the next call.</summary>
    /// <param name="shape">Extents: scan y, scan x, detector y, detector x.</param>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> samples, ElementType element, ByteOrder order, CubeShape shape)
    {
        int size = element.Bytes();
        if (samples.IsEmpty || shape.Samples * size != samples.Length) throw new ArgumentException($"{samples.Length} bytes for a chunk of {shape} {element}", nameof(samples));
        bool isBig = order == ByteOrder.BigEndian;
        if (Only is null or TallyMode.Constant && samples[size..].SequenceEqual(samples[..^size]))
            return Finish(new(TallyMode.Constant, element, isBig, shape, default, size, Crc32.Of(samples[..size])), samples[..size]);
        ReadOnlySpan<byte> integers = _transform.ToIntegers(samples, element, order != SampleOrder.Native, out ValueTransform transform);
        TallyHeader header = new(TallyMode.Raw, element, isBig, shape, default, samples.Length, 0);
        _best.Clear();
        _triedRows = false;
        if (transform.Kind != ValueTransformKind.None) header = EncodeCounts(integers, header with { Transform = transform });
        int limit = header.Mode == TallyMode.Raw ? samples.Length : _best.Length;
        double part = Only is null ? PartOfGeneral(samples, size, shape, limit) : Only == TallyMode.General ? 0 : double.MaxValue;
        if (Only is null && part < UnlikePatterns && header.Mode != TallyMode.Raw && !_triedRows && FitsRows(shape) && shape.Patterns < ManyPatterns)
        {
            header = Try(TallyMode.Rows, integers, header);
            limit = _best.Length;
        }
        if (part < NearlyAsSmall)
        {
            _next.Clear();
            if (_general.TryEncode(samples, size, limit, _next))
            {
                (_best, _next) = (_next, _best);
                header = header with { Mode = TallyMode.General, Transform = default, DataCrc = Crc32.Of(samples) };
                limit = _best.Length;
            }
        }
        if (header.Mode != TallyMode.Raw && limit < samples.Length) return Finish(header with { PayloadBytes = _best.Length }, _best.Written);
        return Finish(new(TallyMode.Raw, element, isBig, shape, default, samples.Length, Crc32.Of(samples)), samples);
    }

    // Every mode that is worth it; the shortest is kept.
    private TallyHeader EncodeCounts(ReadOnlySpan<byte> integers, TallyHeader header)
    {
        CubeShape shape = header.Shape;
        int patterns = shape.ScanY * shape.ScanX;
        bool fitsSums = MostValue(integers, header.Transform.IntegerBytes) * (ulong)patterns <= uint.MaxValue;
        bool fitsRows = FitsRows(shape);
        if (Only is { } only) return only == TallyMode.Tiles && fitsSums || only == TallyMode.Rows && fitsRows || only == TallyMode.Scan && fitsRows && fitsSums ? Try(only, integers, header) : header;
        bool hasFew = patterns < FewPatterns, hasMany = patterns >= ManyPatterns, isArchive = _effort == TallyEffort.Archive;
        bool tilesPay = _effort == TallyEffort.Fast ? !hasFew : isArchive ? !hasFew && !hasMany : !hasFew;
        if (fitsSums && (tilesPay || !fitsRows)) header = Try(TallyMode.Tiles, integers, header);
        if (!fitsRows) return header;
        if (fitsSums && isArchive && !hasFew) header = Try(TallyMode.Scan, integers, header);
        bool rowsPay = _effort == TallyEffort.Fast ? hasFew : isArchive ? !hasMany || RowsMayBeSmaller(integers, header) : !hasMany;
        return rowsPay ? Try(TallyMode.Rows, integers, header) : header;
    }

    // Tried on some patterns first, because rows take as long as the scan.
    private bool RowsMayBeSmaller(ReadOnlySpan<byte> integers, TallyHeader header)
    {
        int patterns = header.Shape.ScanY * header.Shape.ScanX, tried = Math.Min(patterns, ManyPatterns / 2);
        if (header.Mode == TallyMode.Raw) return true;
        _next.Clear();
        Coder(header.Transform.IntegerBytes).Encode(
            TallyMode.Rows, 0, integers[..(integers.Length / patterns * tried)], new CubeShape(1, tried, header.Shape.DetectorY, header.Shape.DetectorX), _next);
        return _next.Length * LearningPart * patterns / tried < _best.Length;
    }

    private static bool FitsRows(CubeShape shape) => shape.DetectorX <= CountCoder<byte>.MostWidth;

    private TallyHeader Try(TallyMode mode, ReadOnlySpan<byte> integers, TallyHeader header)
    {
        _triedRows |= mode == TallyMode.Rows;
        _next.Clear();
        int sweeps = _effort == TallyEffort.Archive ? 2 : 1;
        uint crc = Coder(header.Transform.IntegerBytes).Encode(mode, sweeps, integers, header.Shape, _next);
        if (header.Mode != TallyMode.Raw && _next.Length >= _best.Length) return header;
        (_best, _next) = (_next, _best);
        return header with { Mode = mode, DataCrc = crc };
    }

    // What a general compressor seems to need of what the counts take; 0 where it has to be tried.
    private double PartOfGeneral(ReadOnlySpan<byte> samples, int size, CubeShape shape, int limit)
    {
        if (GeneralCoder.IsSmall(samples.Length)) return 0;
        int patternBytes = (int)shape.PatternSamples * size, patterns = samples.Length / patternBytes, repeated = 0;
        for (int i = 1; i < patterns; i++)
            if (samples.Slice(i * patternBytes, patternBytes).SequenceEqual(samples.Slice((i - 1) * patternBytes, patternBytes))) repeated++;
        return repeated > patterns / RepeatedPart ? 0 : (double)_general.Estimate(samples, size, patternBytes) / limit;
    }

    private ReadOnlySpan<byte> Finish(TallyHeader header, ReadOnlySpan<byte> payload)
    {
        _chunk.Clear();
        header.Write(_chunk);
        _chunk.Put(payload);
        return _chunk.Written;
    }

    private CountCoder Coder(int bytes) => _coders[bytes] ??= bytes switch
    {
        1 => new CountCoder<byte>(_kernels),
        2 => new CountCoder<ushort>(_kernels),
        _ => new CountCoder<uint>(_kernels),
    };

    private static ulong MostValue(ReadOnlySpan<byte> integers, int bytes)
    {
        if (bytes == 1) return byte.MaxValue;
        if (bytes == 2) return ushort.MaxValue;
        uint most = 0;
        foreach (uint value in MemoryMarshal.Cast<byte, uint>(integers)) most = Math.Max(most, value);
        return most;
    }
}
