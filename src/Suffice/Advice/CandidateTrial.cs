using System.Collections.Immutable;
using System.Diagnostics;
using Suffice.Chunks;
using Suffice.Codecs.Blosc;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Advice;

/// <summary>
/// Measures one codec on chunks of one shape by doing what packing does to them, on as many threads at once: encode, decode,
/// compare, checksums.
/// </summary>
internal sealed class CandidateTrial
{
    // A few short rounds are better than one: the clock and the scheduler are coarse.
    private const int MostRounds = 5;

    private static readonly TimeSpan EnoughTime = TimeSpan.FromSeconds(0.05);

    private readonly Hdf5Layout _layout;
    private readonly int _threads;
    private readonly SortedDictionary<int, Measured> _chunks = [];

    private readonly record struct Measured(double Bytes, double EncodedBytes, double PackSeconds, double ReadSeconds);

    private CandidateTrial(AdviceCodec codec, CubeShape chunk, Hdf5Layout layout, int threads) => (Codec, Chunk, _layout, _threads) = (codec, chunk, layout, threads);

    /// <summary>A trial; null where the codec has no parameters for such chunks, as szip for less than its block.</summary>
    public static CandidateTrial? Of(AdviceCodec codec, Cube cube, CubeShape chunk, int threads)
    {
        CubeShape shape = cube.Shape;
        Hdf5Layout layout = new(
            cube.Element, ByteOrder.LittleEndian, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX],
            [chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX], []);
        try
        {
            return new CandidateTrial(codec, chunk, layout with { Filters = codec.FiltersOf(layout.Spec) }, threads);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public AdviceCodec Codec { get; }

    public CubeShape Chunk { get; }

    /// <summary>What it has in common with trials that run the same code: its last filter, of Blosc the codec inside as well.</summary>
    public (int Filter, uint Inside) Code => _layout.Filters.IsEmpty ? (0, 0)
        : _layout.Filters[^1] is { Id: BloscFilter.Id } blosc ? (blosc.Id, blosc.Parameter(6)) : (_layout.Filters[^1].Id, 0);

    /// <summary>Chunks that were measured.</summary>
    public int Count => _chunks.Count;

    /// <summary>Time that it took so far.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>What the first chunk took beyond the others: where nothing like it ran before, its code was compiled.</summary>
    public double FirstUseSeconds { get; private set; }

    /// <summary>Measures more chunks.</summary>
    public void Add(ImmutableArray<SampledChunk> chunks)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using SlotPool<CheckedChunk> slots = new(() => new CheckedChunk(_layout, Chunk));
        Measured[] sums = new Measured[chunks.Length];
        // The first use of a codec and of its buffers is a matter of the process, and not of the chunk.
        double first = Measure(slots, chunks[0]).PackSeconds;
        OrderedWork.RunUnordered(_threads, _threads, () => new object(), (i, _) => Measure(slots, chunks[i % chunks.Length]));
        int rounds = 0;
        for (Stopwatch timed = Stopwatch.StartNew(); rounds == 0 || (rounds < MostRounds && timed.Elapsed < EnoughTime); rounds++)
            OrderedWork.RunUnordered(chunks.Length, _threads, () => new object(), (i, _) =>
            {
                Measured found = Measure(slots, chunks[i]);
                sums[i] = found with { PackSeconds = sums[i].PackSeconds + found.PackSeconds, ReadSeconds = sums[i].ReadSeconds + found.ReadSeconds };
            });
        for (int i = 0; i < chunks.Length; i++)
            _chunks[chunks[i].Index] = sums[i] with { PackSeconds = sums[i].PackSeconds / rounds, ReadSeconds = sums[i].ReadSeconds / rounds };
        if (Count == chunks.Length) FirstUseSeconds = Math.Max(0, first - _chunks[chunks[0].Index].PackSeconds);
        Elapsed += clock.Elapsed;
    }

    /// <summary>What is known of it.</summary>
    /// <param name="population">Chunks of the whole cube.</param>
    public Candidate Result(int population, PackCost cost, long cubeBytes)
    {
        double[] bytes = [.. _chunks.Values.Select(chunk => chunk.Bytes)];
        Interval stored = Interval.PerByte(bytes, [.. _chunks.Values.Select(chunk => chunk.EncodedBytes)], population);
        // Times differ from one run to the next even where every chunk was seen.
        Interval packing = Interval.PerByte(bytes, [.. _chunks.Values.Select(chunk => chunk.PackSeconds)], int.MaxValue);
        Interval reading = Interval.PerByte(bytes, [.. _chunks.Values.Select(chunk => chunk.ReadSeconds)], int.MaxValue);
        int working = Math.Min(_threads, Environment.ProcessorCount);
        return new Candidate(Codec, Chunk, stored.Under(1), cost.Packing(packing, stored.Value, working), reading.Under(working))
        {
            PatternSeconds = reading.Value * bytes.Max(),
            Chunks = Count,
            CubeBytes = cubeBytes,
        };
    }

    private static Measured Measure(SlotPool<CheckedChunk> slots, SampledChunk chunk)
    {
        using SlotPool<CheckedChunk>.Lease lease = slots.Take();
        CheckedChunk slot = lease.Value;
        ChunkGrid grid = new(chunk.Region.Extent, slot.Extents);
        long start = Stopwatch.GetTimestamp();
        slot.Encode(grid, 0, chunk.Samples);
        long encoded = Stopwatch.GetTimestamp();
        slot.Check(0);
        long end = Stopwatch.GetTimestamp();
        return new Measured(
            chunk.Samples.Length, slot.Encoded.Length, Stopwatch.GetElapsedTime(start, end).TotalSeconds, Stopwatch.GetElapsedTime(encoded, end).TotalSeconds);
    }
}
