using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Containers;
using Suffice.Containers.Hdf5;
using Suffice.Containers.Hdf5.Conventions;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>Draws a simulated scan into an EMD 1.0 file, slab by slab. The same scan gives the same bytes with any number of threads.</summary>
/// <remarks>Chunks of counts and of rates follow each other slab by slab: with the truth the bytes depend on the memory too.</remarks>
/// <param name="scan">What is drawn.</param>
/// <param name="withTruth">Whether rates, code lengths of each pattern and what is known of the specimen are stored as well.</param>
/// <param name="threads">Number of threads that work, at least 1.</param>
/// <param name="memoryBytes">Slabs take a quarter of it.</param>
public sealed class SimulationFile(SimulatedScan scan, bool withTruth, int threads, long memoryBytes)
{
    private const string Truth = "/truth";
    private const int SlabShare = 4;

    private readonly Cube _cube = scan.Cube;
    private readonly SimulationTally _tally = new(scan);

    /// <summary>Writes the file; it appears under its name when it is complete.</summary>
    /// <param name="path">Replaced where it exists.</param>
    /// <param name="progress">Told the number of patterns drawn so far, by any thread.</param>
    /// <exception cref="CubeFileException">It cannot be written.</exception>
    public SimulationSummary Write(string path, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        AtomicFile.Write(path, temporary =>
        {
            using EmdFile file = EmdFile.Create(temporary);
            DrawAll(file, progress, cancellation);
            Describe(file);
            file.Close();
        });
        return _tally.Summarise();
    }

    private void DrawAll(EmdFile file, Action<int>? progress, CancellationToken cancellation)
    {
        Hdf5Layout layout = Hdf5Layout.Default(_cube.Element, _cube.Shape), rateLayout = Hdf5Layout.Default(ElementType.Float32, _cube.Shape);
        using Hdf5CubeWriter counts = file.AddCube(_cube, layout, threads, scan.Binning > 1 ? "mean counts" : "counts");
        using Hdf5CubeWriter? rates = withTruth ? file.AddPlainCube(
            Truth + "/lambda", rateLayout, threads, "counts", "Expected value of every sample of /datacube_root/datacube/data, after gain, dead and hot pixels.") : null;
        CubeShape block = new(layout.Chunk[0], layout.Chunk[1], layout.Chunk[2], layout.Chunk[3]);
        long rateBytes = withTruth ? _cube.Shape.PatternSamples * sizeof(float) : 0;
        DetectorPixels pixels = new(scan.Detector, (int)scan.Rates.Shape.PatternSamples, scan.Seed);
        int done = 0;
        foreach (CubeRegion slab in SlabPlan.Cut(_cube.Shape, block, _cube.PatternBytes + rateBytes, memoryBytes / SlabShare))
        {
            using SampleBuffer slabCounts = new(slab.Extent.Patterns * _cube.PatternBytes), slabRates = new(slab.Extent.Patterns * rateBytes);
            OrderedWork.RunUnordered(
                checked((int)slab.Extent.Patterns), threads, () => new PatternDraw(scan, pixels),
                (i, draw) =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    Draw(draw, slab, i, slabCounts, slabRates);
                    progress?.Invoke(Interlocked.Increment(ref done));
                },
                cancellation);
            counts.Write(slab, slabCounts, cancellation);
            rates?.Write(slab, slabRates, cancellation);
        }
    }

    private void Draw(PatternDraw draw, CubeRegion slab, int index, SampleBuffer counts, SampleBuffer rates)
    {
        (int row, int column) = Math.DivRem(index, slab.Extent.ScanX);
        int y = slab.ScanY + row, x = slab.ScanX + column;
        draw.FillRates(y, x);
        _tally.Set(y, x, draw.Draw(y, x));
        draw.StoreCounts(counts.Span(index * _cube.PatternBytes, (int)_cube.PatternBytes));
        int rateBytes = (int)_cube.Shape.PatternSamples * sizeof(float);
        if (withTruth) draw.StoreRates(rates.Span((long)index * rateBytes, rateBytes));
    }

    private void Describe(EmdFile file)
    {
        SimulationSummary summary = _tally.Summarise();
        foreach (SimulationParameter parameter in SimulationDescription.Of(scan))
            file.Describe(parameter.Name.Replace(' ', '_'), parameter.Unit.Length == 0 ? parameter.Value : $"{parameter.Value} {parameter.Unit}");
        if (summary.CodeLength is { } length)
        {
            file.Describe("expected_bits", length.ExpectedBits);
            file.Describe("realised_bits", length.RealisedBits);
            if (summary.Bound is { } bound) file.Describe("compression_bound", bound);
        }
        else
        {
            file.Describe("no_code_length", summary.NoCodeLength!);
        }
        if (withTruth) AddTruth(file, summary.CodeLength is not null);
    }

    private void AddTruth(EmdFile file, bool withCodeLength)
    {
        ImmutableArray<int> scanExtents = [_cube.Shape.ScanY, _cube.Shape.ScanX];
        if (withCodeLength)
        {
            file.AddPlainArray(
                Truth + "/expected_bits", scanExtents, _tally.ExpectedBits, "bit", "Sum over each pattern of the entropies of Poisson counts of the known rates.");
            file.AddPlainArray(
                Truth + "/realised_bits", scanExtents, _tally.RealisedBits, "bit", "Sum over each pattern of -log2 P(count | rate) of the counts in this file.");
        }
        foreach (TruthDataset truth in scan.Rates.Truth)
            if (truth.Values.Length > 0) file.AddPlainArray($"{Truth}/{truth.Name}", truth.Extents, truth.Values.AsSpan(), truth.Unit, truth.Description);
    }
}
