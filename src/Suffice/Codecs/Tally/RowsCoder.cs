using System.Numerics;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Codes a chunk by rates from the rows above and the patterns before (mode <see cref="TallyMode.Rows"/>; docs/tally.md).</summary>
internal sealed class RowsCoder<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly RowFit<T> _fit = new();
    private readonly RowRateSource<T> _source = new();

    public void Encode(PredictedEncoder<T> encoder, ReadOnlySpan<T> samples, CubeShape shape, int sweeps, ByteSink payload)
    {
        double sum = 0;
        foreach (T sample in samples) sum += uint.CreateTruncating(sample);
        RowParameters p = _fit.Fit(samples, shape, (float)(sum / samples.Length), sweeps);
        _source.Begin(p, shape.DetectorX, (int)shape.PatternSamples);
        int lanes = encoder.Collect(samples, shape, _source);
        payload.Put((byte)(p.Near | p.Decay << 3 | p.Column << 5 | (lanes == DenseDecoders.ManyLanes ? 0x80 : 0)));
        payload.Put((byte)(p.Pattern | p.PatternDecay << 4));
        payload.PutUInt32(BitConverter.SingleToUInt32Bits(p.Mean));
        encoder.Write(lanes, shape.ScanY * shape.ScanX * shape.DetectorY, payload);
    }

    public void Decode(PredictedDecoder<T> decoder, ByteSource bytes, CubeShape shape, Span<T> samples)
    {
        byte first = bytes.GetByte(), second = bytes.GetByte();
        float mean = BitConverter.UInt32BitsToSingle(bytes.GetUInt32());
        if (mean is not (>= RowParameters.LeastMean and <= 1e10f) || second >= 0x80) throw new InvalidDataException($"Tally: rows with a mean of {mean}.");
        _source.Begin(new(first & 7, first >> 5 & 3, first >> 3 & 3, second & 15, second >> 4, mean), shape.DetectorX, (int)shape.PatternSamples);
        decoder.Decode(bytes, shape, _source, (first & 0x80) != 0 ? DenseDecoders.ManyLanes : DenseDecoders.FewLanes, samples);
    }
}
