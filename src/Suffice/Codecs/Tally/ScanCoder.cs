using System.Numerics;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Codes a chunk by rates from each pixel's mean and the scan positions before (mode <see cref="TallyMode.Scan"/>; docs/tally.md).</summary>
internal sealed class ScanCoder<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ClassChooser _chooser = new();
    private readonly ClassMap _mapCoder = new();
    private readonly TileMap _map = new();
    private readonly MeanCoder _meanCoder = new();
    private readonly RangeEncoder _mapBytes = new(), _meanBytes = new();
    private readonly RangeDecoder _mapDecoder = new();
    private readonly ScanFit<T> _fit = new();
    private readonly ScanParameters _parameters = new();
    private readonly ScanRateSource<T> _source = new();
    private uint[] _sums = [];
    private ushort[] _small = [];
    private int[] _frames = [];

    public void Encode(PredictedEncoder<T> encoder, ReadOnlySpan<T> samples, CubeShape shape, ByteSink payload)
    {
        int pixels = (int)shape.PatternSamples, frames = shape.ScanY * shape.ScanX;
        MakeMap(samples, shape, pixels, frames);
        _source.Rates.Begin(_parameters, shape, _map);
        _source.Begin(shape.DetectorX);
        _fit.Fit(samples, shape, _source, _parameters);
        int lanes = encoder.Collect(samples, shape, _source);
        payload.Put((byte)(lanes == DenseDecoders.ManyLanes ? 0x80 : 0));
        _parameters.Write(payload);
        WriteMap(shape.DetectorX, payload);
        encoder.Write(lanes, frames * shape.DetectorY, payload);
    }

    public void Decode(PredictedDecoder<T> decoder, ByteSource bytes, CubeShape shape, Span<T> samples)
    {
        byte first = bytes.GetByte();
        _parameters.Read(bytes);
        int mapBytes = bytes.GetVarint(), meanBytes = bytes.GetVarint(), pixels = (int)shape.PatternSamples;
        _mapDecoder.Start(bytes.Bytes, bytes.Skip(mapBytes), mapBytes);
        _mapCoder.Clear();
        _map.Begin(pixels);
        _mapCoder.Read(_mapDecoder, _map.Classes, default, shape.DetectorX);
        int means = bytes.Skip(meanBytes);
        if (_map.Classes.ContainsAnyInRange((byte)RateClasses.FirstResidual, (byte)RateClasses.Count))
        {
            _mapDecoder.Start(bytes.Bytes, means, meanBytes);
            _meanCoder.Clear();
            _meanCoder.Read(_mapDecoder, _map, default);
        }
        _source.Rates.Begin(_parameters, shape, _map);
        _source.Begin(shape.DetectorX);
        decoder.Decode(bytes, shape, _source, (first & 0x80) != 0 ? DenseDecoders.ManyLanes : DenseDecoders.FewLanes, samples);
    }

    private void MakeMap(ReadOnlySpan<T> samples, CubeShape shape, int pixels, int frames)
    {
        Scratch.Of(ref _small, pixels);
        Span<uint> sums = Scratch.Zeroed(ref _sums, pixels).AsSpan(0, pixels);
        Span<int> order = Scratch.Of(ref _frames, frames).AsSpan(0, frames);
        for (int i = 0; i < frames; i++) order[i] = i;
        PixelSums.Add(samples, order, sums, _small.AsSpan(0, pixels));
        _map.Begin(pixels);
        _chooser.Choose(sums, frames, shape.DetectorX, default, _map.Classes);
        for (int i = 0; i < pixels; i++)
        {
            if (sums[i] <= RateClasses.HighestRate * frames) continue;
            _map.Means[i] = (uint)((sums[i] + (ulong)frames / 2) / (ulong)frames);
            _map.Classes[i] = RateClasses.FirstResidual;
        }
    }

    private void WriteMap(int width, ByteSink payload)
    {
        _mapBytes.Clear();
        _mapCoder.Clear();
        _mapCoder.Write(_mapBytes, _map.Classes, default, width);
        _meanBytes.Clear();
        _meanCoder.Clear();
        _meanCoder.Write(_meanBytes, _map, default);
        bool hasMeans = _map.Classes.ContainsAnyInRange((byte)RateClasses.FirstResidual, (byte)RateClasses.Count);
        ReadOnlySpan<byte> map = _mapBytes.Finish(), means = hasMeans ? _meanBytes.Finish() : default;
        payload.PutVarint((uint)map.Length);
        payload.PutVarint((uint)means.Length);
        payload.Put(map);
        payload.Put(means);
    }
}
