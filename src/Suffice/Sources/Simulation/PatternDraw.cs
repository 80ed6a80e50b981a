using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>Draws one diffraction pattern after another, for one thread: it owns its buffers.</summary>
internal sealed class PatternDraw
{
    private readonly SimulatedScan _scan;
    private readonly DetectorPixels _pixels;
    private readonly CubeShape _fine;
    private readonly CubeShape _shape;
    private readonly int _limit;
    private readonly float[] _electrons;
    private readonly float[] _rates;
    private readonly int[] _counts;
    private readonly double[] _sumRates;
    private readonly long[] _sums;

    public PatternDraw(SimulatedScan scan, DetectorPixels pixels)
    {
        (_scan, _pixels, _fine, _shape, _limit) = (scan, pixels, scan.Rates.Shape, scan.Cube.Shape, scan.CountLimit);
        _electrons = new float[_fine.PatternSamples];
        _rates = new float[_fine.PatternSamples];
        _counts = new int[_fine.PatternSamples];
        _sumRates = new double[_shape.PatternSamples];
        _sums = new long[_shape.PatternSamples];
    }

    /// <summary>Computes the rates at a probe position, after the lasting faults of the pixels.</summary>
    /// <exception cref="ArgumentException">A rate is beyond what can be drawn.</exception>
    public void FillRates(int scanY, int scanX)
    {
        _electrons.AsSpan().Clear();
        _scan.Rates.Fill(scanY, scanX, _electrons);
        ReadOnlySpan<float> gains = _pixels.Gains, own = _pixels.OwnCounts;
        for (int i = 0; i < _rates.Length; i++)
        {
            float electrons = _electrons[i] * gains[i], rate = electrons + own[i];
            if (!(rate >= 0 && rate <= PoissonDraw.MaxRate))
                throw new ArgumentException($"{_scan.Preset} expects {rate:G4} counts in one pixel, and at most {PoissonDraw.MaxRate:G4} can be drawn; give a smaller dose");
            (_electrons[i], _rates[i]) = (electrons, rate);
        }
        Bin(_rates, _sumRates);
    }

    /// <summary>Draws the counts for the rates of <see cref="FillRates"/> at the same position.</summary>
    public PatternFacts Draw(int scanY, int scanX)
    {
        long pattern = (long)scanY * _fine.ScanX + scanX;
        DetectorModel detector = _scan.Detector;
        double current = detector.BeamNoise == 0 ? 1
            : Math.Max(0, 1 + detector.BeamNoise * new PixelRandom(_scan.Seed, pattern, RandomStream.Current).Normal(0));
        PixelRandom random = new(_scan.Seed, pattern, RandomStream.Counts);
        if (current == 1 && detector.ChargeSharing == 0)
            for (int i = 0; i < _rates.Length; i++) _counts[i] = PoissonDraw.Next(_rates[i], random, i);
        else
            DrawShared(random, pattern, current);
        (int clipped, double clippedExpected) = Clip();
        Bin(_counts, _sums);
        return Facts(clipped, clippedExpected);
    }

    /// <summary>Stores the drawn pattern, row-major, in this machine's byte order.</summary>
    public void StoreCounts(Span<byte> samples)
    {
        switch (_scan.Cube.Element)
        {
            case ElementType.UInt8: Store(samples, static count => (byte)count); break;
            case ElementType.UInt16: Store(samples, static count => (ushort)count); break;
            case ElementType.UInt32: Store(samples, static count => (uint)count); break;
            default:
                float share = 1f / (_scan.Binning * _scan.Binning);
                Store(samples, count => count * share);
                break;
        }
    }

    /// <summary>Stores the expected value of every sample, row-major: the rate, or the mean rate of binned pixels.</summary>
    public void StoreRates(Span<byte> samples)
    {
        Span<float> target = MemoryMarshal.Cast<byte, float>(samples);
        double share = 1.0 / (_scan.Binning * _scan.Binning);
        for (int i = 0; i < target.Length; i++) target[i] = (float)(_sumRates[i] * share);
    }

    // An electron is counted in its pixel alone, or in one of four neighbours as well. The parts of a Poisson count that are
    // told apart at random are independent Poisson counts themselves, so each is drawn for itself.
    private void DrawShared(in PixelRandom random, long pattern, double current)
    {
        double shared = _scan.Detector.ChargeSharing, quarter = current * shared / 4;
        ReadOnlySpan<float> own = _pixels.OwnCounts, gains = _pixels.Gains;
        for (int i = 0; i < _counts.Length; i++) _counts[i] = PoissonDraw.Next(_electrons[i] * current * (1 - shared) + own[i], random, i);
        if (shared == 0) return;
        (RandomStream Stream, int Y, int X)[] neighbours =
            [(RandomStream.SharedUp, -1, 0), (RandomStream.SharedDown, 1, 0), (RandomStream.SharedLeft, 0, -1), (RandomStream.SharedRight, 0, 1)];
        foreach ((RandomStream stream, int dy, int dx) in neighbours)
        {
            PixelRandom part = new(_scan.Seed, pattern, stream);
            for (int i = 0; i < _counts.Length; i++)
            {
                int count = PoissonDraw.Next(_electrons[i] * quarter, part, i);
                if (count == 0) continue;
                _counts[i] += count;
                int y = i / _fine.DetectorX + dy, x = i % _fine.DetectorX + dx;
                bool isOnDetector = y >= 0 && y < _fine.DetectorY && x >= 0 && x < _fine.DetectorX;
                if (isOnDetector && gains[y * _fine.DetectorX + x] > 0) _counts[y * _fine.DetectorX + x] += count;
            }
        }
    }

    private (int Clipped, double Expected) Clip()
    {
        int clipped = 0;
        double expected = 0;
        // Lower rates reach the limit with a probability below 1e-30.
        double least = _limit / 8.0 - 8;
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_rates[i] > least) expected += PoissonInformation.ProbabilityAbove(_limit, _rates[i]);
            if (_counts[i] <= _limit) continue;
            _counts[i] = _limit;
            clipped++;
        }
        return (clipped, expected);
    }

    private PatternFacts Facts(int clipped, double clippedExpected)
    {
        double expected = 0, realised = 0;
        long counts = 0, largest = 0;
        int zeros = 0;
        for (int i = 0; i < _sums.Length; i++)
        {
            long count = _sums[i];
            double rate = _sumRates[i];
            counts += count;
            largest = Math.Max(largest, count);
            if (count == 0) zeros++;
            if (rate == 0) continue;
            expected += PoissonInformation.Entropy(rate);
            realised += PoissonInformation.CodeLength(count, rate);
        }
        return new PatternFacts(expected, realised, zeros, counts, largest, clipped, clippedExpected);
    }

    private void Bin(float[] from, double[] to)
    {
        to.AsSpan().Clear();
        for (int i = 0; i < from.Length; i++) to[Sample(i)] += from[i];
    }

    private void Bin(int[] from, long[] to)
    {
        to.AsSpan().Clear();
        for (int i = 0; i < from.Length; i++) to[Sample(i)] += from[i];
    }

    private int Sample(int pixel) => _scan.Binning == 1
        ? pixel : pixel / _fine.DetectorX / _scan.Binning * _shape.DetectorX + pixel % _fine.DetectorX / _scan.Binning;

    private void Store<T>(Span<byte> samples, Func<long, T> convert)
        where T : unmanaged
    {
        Span<T> target = MemoryMarshal.Cast<byte, T>(samples);
        for (int i = 0; i < target.Length; i++) target[i] = convert(_sums[i]);
    }
}
