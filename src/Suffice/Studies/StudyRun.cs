using System.Collections.Immutable;
using System.Diagnostics;
using Suffice.Cubes;
using Suffice.Studies.Stores;

namespace Suffice.Studies;

/// <summary>Measures one method on one cube once: write everything, read everything back, compare.</summary>
/// <remarks>
/// As published: the write time covers creating the file, storing the whole dataset and closing; the read time the whole
/// dataset into memory from a re-opened file, with warm caches; the comparison is outside both. The memory is there before
/// the clock starts: how long a system takes to find some is not the method's doing. A cube that does not fit memory goes
/// in slabs, and the clocks stand still while a slab comes from the source.
/// </remarks>
public sealed class StudyRun(StudyInput input, StudyStore store, int threads)
{
    private readonly Stopwatch _write = new();
    private readonly Stopwatch _read = new();

    /// <param name="path">A file to write to; it is there afterwards.</param>
    public StudyMeasurement Measure(string path, CancellationToken cancellation)
    {
        Cube cube = input.Cube;
        Write(path, cancellation);
        long fileBytes = new FileInfo(path).Length;
        bool isEqual = input.Samples is { } samples ? ReadWhole(path, samples) : ReadSlabs(path, cancellation);
        return new StudyMeasurement(cube.Bytes, fileBytes, _write.Elapsed.TotalSeconds, _read.Elapsed.TotalSeconds, isEqual);
    }

    private ImmutableArray<CubeRegion> Slabs(long maxBytes) =>
        SlabPlan.Cut(input.Cube.Shape, store.BlockOf(input.Cube.Shape), input.Cube.PatternBytes, maxBytes);

    private void Write(string path, CancellationToken cancellation)
    {
        _write.Start();
        using StudySink sink = store.Create(path, input.Cube, threads);
        _write.Stop();
        if (input.Samples is { } whole)
        {
            _write.Start();
            sink.Write(CubeRegion.Whole(input.Cube.Shape), whole, cancellation);
            _write.Stop();
        }
        else
        {
            foreach (CubeRegion slab in Slabs(input.SlabBytes))
            {
                using SampleBuffer samples = new(slab.Extent.Patterns * input.Cube.PatternBytes);
                input.Read(slab, samples, threads);
                _write.Start();
                sink.Write(slab, samples, cancellation);
                _write.Stop();
            }
        }
        _write.Start();
        sink.Close();
        _write.Stop();
    }

    private bool ReadWhole(string path, SampleBuffer samples)
    {
        SampleBuffer back = input.ReadBack(samples.Length);
        using ICubeReader reader = store.Open(path, input.Cube);
        _read.Start();
        long at = 0;
        foreach (CubeRegion slab in Slabs(long.MaxValue))
        {
            int length = checked((int)(slab.Extent.Patterns * input.Cube.PatternBytes));
            reader.Read(slab, back.Span(at, length), threads);
            at += length;
        }
        _read.Stop();
        return back.BeginsAs(samples, samples.Length);
    }

    private bool ReadSlabs(string path, CancellationToken cancellation)
    {
        using ICubeReader reader = store.Open(path, input.Cube);
        bool isEqual = true;
        foreach (CubeRegion slab in Slabs(input.SlabBytes))
        {
            cancellation.ThrowIfCancellationRequested();
            int length = checked((int)(slab.Extent.Patterns * input.Cube.PatternBytes));
            SampleBuffer back = input.ReadBack(length);
            _read.Start();
            reader.Read(slab, back.Span(0, length), threads);
            _read.Stop();
            using SampleBuffer samples = new(length);
            input.Read(slab, samples, threads);
            isEqual &= back.BeginsAs(samples, length);
        }
        return isEqual;
    }
}
