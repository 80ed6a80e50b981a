using System.Collections.Concurrent;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Sources.Kernels;

namespace Suffice.Sources.Simulation;

/// <summary>A simulated scan as a reader sees a file: drawn where it is asked for, and the same however it is asked.</summary>
public sealed class SimulatedCube : ICubeReader
{
    private readonly SimulatedScan _scan;
    private readonly SimulatedSamples _samples;
    private readonly DetectorPixels _pixels;
    private readonly ConcurrentBag<PatternDraw> _free = [];

    /// <exception cref="ArgumentException">The scan cannot be recorded; see <see cref="SimulatedScan.Cube"/>.</exception>
    public SimulatedCube(SimulatedScan scan, SimulatedSamples samples = SimulatedSamples.Counts)
    {
        (_scan, _samples) = (scan, samples);
        Cube = samples == SimulatedSamples.Counts ? scan.Cube : scan.Cube with { Element = ElementType.Float32 };
        _pixels = new DetectorPixels(scan.Detector, (int)scan.Rates.Shape.PatternSamples, scan.Seed);
    }

    public Cube Cube { get; }

    public CubeShape BlockShape => Cube.Shape with { ScanY = 1, ScanX = 1 };

    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!region.IsWithin(Cube.Shape)) throw new ArgumentException($"The region does not lie within {Cube.Shape}.", nameof(region));
        CubeRegion wanted = region;
        long patternBytes = wanted.Extent.PatternSamples * Cube.Element.Bytes();
        if (samples.Length != (Int128)wanted.Extent.Patterns * patternBytes)
            throw new ArgumentException("The span must be exactly as long as the region.", nameof(samples));
        if (samples.IsEmpty) return;
        ParallelSlices.ForEach(samples, (int)patternBytes, threads, (index, part) => ReadPattern(wanted, index, part));
    }

    public void Dispose()
    {
    }

    private void ReadPattern(in CubeRegion region, long index, Span<byte> part)
    {
        (long row, long column) = Math.DivRem(index, region.Extent.ScanX);
        CubeRegion pattern = new((int)(region.ScanY + row), (int)(region.ScanX + column), 0, 0, BlockShape);
        if (!_free.TryTake(out PatternDraw? draw)) draw = new PatternDraw(_scan, _pixels);
        draw.FillRates(pattern.ScanY, pattern.ScanX);
        if (_samples == SimulatedSamples.Counts) draw.Draw(pattern.ScanY, pattern.ScanX);
        if (region.Extent.PatternSamples == Cube.Shape.PatternSamples)
        {
            Store(draw, part);
        }
        else
        {
            byte[] whole = new byte[Cube.PatternBytes];
            Store(draw, whole);
            CubeRegion box = region with { ScanY = pattern.ScanY, ScanX = pattern.ScanX, Extent = region.Extent with { ScanY = 1, ScanX = 1 } };
            BoxCopy.Copy(box, pattern, whole, box, part, Cube.Element.Bytes());
        }
        _free.Add(draw);
    }

    private void Store(PatternDraw draw, Span<byte> pattern)
    {
        if (_samples == SimulatedSamples.Counts) draw.StoreCounts(pattern);
        else draw.StoreRates(pattern);
    }
}
