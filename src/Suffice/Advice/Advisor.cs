using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Advice;

/// <summary>
/// Measures every codec in chunks of several sizes on a few chunks that are spread over the scan, those that are worth it on
/// more, and chooses by the rule of a purpose.
/// </summary>
public sealed class Advisor
{
    private const long BatchBytes = 8 << 20;

    // Of the ratio and of the speed of packing: half the 95 % interval.
    private const double RatioPrecision = 0.01, SpeedPrecision = 0.05;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    // Whole patterns: one, then as many as make so many bytes.
    private static readonly long[] ChunkBytes = [1, 1 << 20, 4 << 20, 8 << 20];

    private readonly OpenedCube _opened;
    private readonly Purpose _purpose;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly double _startSeconds;
    private readonly PackCost _cost;
    private readonly ImmutableArray<ChunkSample> _samples;
    private readonly ImmutableArray<CandidateTrial> _trials;

    private Advisor(OpenedCube opened, Purpose purpose, int threads, CancellationToken cancellation)
    {
        (_opened, _purpose, _threads, _cancellation) = (opened, purpose, threads, cancellation);
        _startSeconds = StartCost.Measure(opened, threads);
        _cost = PackCost.Measure(opened);
        Cube cube = opened.Cube;
        _samples = [.. ChunkBytes.Select(bytes => ChunkChoice.ForFrames(cube, bytes)).Distinct().Select(chunk => new ChunkSample(opened.Reader, chunk))];
        _trials =
        [
            .. from sample in _samples
               from codec in AdviceCodec.All
               where codec.Reach <= purpose.Reach
               let trial = CandidateTrial.Of(codec, cube, sample.Chunk, threads)
               where trial is not null
               select trial,
        ];
    }

    /// <summary>Measures and chooses.</summary>
    /// <param name="progress">Called with trials done and trials in all.</param>
    /// <exception cref="CubeFileException">The source cannot be read.</exception>
    public static AdviceReport Advise(
        OpenedCube opened, Purpose purpose, int threads, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        Advisor advisor = new(opened, purpose, threads, cancellation);
        return advisor.Run(progress ?? ((_, _) => { }));
    }

    private AdviceReport Run(Action<int, int> progress)
    {
        int done = 0;
        foreach (ChunkSample sample in _samples)
            Measure(sample, _trials.Where(trial => trial.Chunk == sample.Chunk), () => progress(++done, _trials.Length));
        HashSet<CandidateTrial> finalists = Finalists();
        foreach (ChunkSample sample in _samples)
            while (sample.Left > 0 && finalists.Where(trial => trial.Chunk == sample.Chunk && !IsPrecise(trial, sample)).ToList() is { Count: > 0 } imprecise)
                Measure(sample, imprecise, () => { });
        ImmutableArray<Candidate> all = [.. finalists.Select(Result)];
        Candidate usual = all.First(IsUsual);
        Choice choice = Choice.Of(_purpose, all);
        Choice? forPlugins = choice.Candidate.Codec.Reach == FilterReach.Suffice
            ? Choice.Of(_purpose, [.. all.Where(candidate => candidate.Codec.Reach <= FilterReach.Plugins)]) : null;
        ImmutableArray<Candidate> others = [.. _trials.Where(trial => !finalists.Contains(trial)).Select(Result)];
        return new AdviceReport(_purpose, _opened.Cube, [.. all, .. others], choice, forPlugins, usual);
    }

    private void Measure(ChunkSample sample, IEnumerable<CandidateTrial> trials, Action measured)
    {
        long chunkBytes = sample.Chunk.Samples * _opened.Cube.Element.Bytes();
        ImmutableArray<SampledChunk> chunks = sample.Read((int)Math.Max(2L * _threads, BatchBytes / chunkBytes), _threads);
        try
        {
            foreach (CandidateTrial trial in trials)
            {
                _cancellation.ThrowIfCancellationRequested();
                trial.Add(chunks);
                measured();
            }
        }
        finally
        {
            foreach (SampledChunk chunk in chunks) chunk.Dispose();
        }
    }

    // Those that may be chosen, and what they are set against.
    private HashSet<CandidateTrial> Finalists()
    {
        Dictionary<Candidate, CandidateTrial> trials = _trials.ToDictionary(Result);
        IEnumerable<Candidate> fronts =
            from reach in (FilterReach[])[_purpose.Reach, FilterReach.Plugins]
            from speed in (AdviceGoal[])[AdviceGoal.Packing, AdviceGoal.Reading]
            from candidate in AdviceReport.Front(trials.Keys.Where(candidate => candidate.Codec.Reach <= reach), speed)
            select candidate;
        return [.. fronts.Concat(trials.Keys.Where(IsUsual)).Select(candidate => trials[candidate])];
    }

    private bool IsUsual(Candidate candidate) =>
        candidate.Codec.Name == _purpose.Codec && candidate.Chunk == ChunkChoice.ForFrames(_opened.Cube, _purpose.ChunkBytes);

    private bool IsPrecise(CandidateTrial trial, ChunkSample sample)
    {
        Candidate found = trial.Result(sample.Count, _cost, _opened.Cube.Bytes);
        bool isKnown = found.Ratio.RelativeHalfWidth <= RatioPrecision && found.PackBytesPerSecond.RelativeHalfWidth <= SpeedPrecision;
        return isKnown || trial.Elapsed > MostTime;
    }

    private Candidate Result(CandidateTrial trial) =>
        trial.Result(_samples.First(sample => sample.Chunk == trial.Chunk).Count, _cost, _opened.Cube.Bytes) with { StartSeconds = _startSeconds + FirstUseOf(trial) };

    // Whichever came first of those that share their code had it compiled.
    private double FirstUseOf(CandidateTrial trial) => _trials.Where(other => other.Code == trial.Code).Max(other => other.FirstUseSeconds);
}
