using System.Diagnostics;
using Suffice.Containers;
using Suffice.Cubes;

namespace Suffice.Studies;

/// <summary>
/// The benchmark: every method on every dataset, several times, each run read back and compared. Protocol of
/// arXiv 2604.06221, with verified runs and with methods interleaved.
/// </summary>
public sealed class Study(StudyPlan plan) : IDisposable
{
    private const string WorkFolder = ".bench-work", MetadataName = "metadata.json";
    private const long WarmUpBytes = 4 << 20;
    private const int WarmUpRounds = 5;

    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(0.3);

    private readonly StudyLedger _ledger = StudyLedger.Open(plan.OutputFolder, plan.IsResumed);
    private readonly EarlierStudy? _earlier = EarlierStudy.Find(plan, Path.Combine(plan.OutputFolder, MetadataName));

    /// <summary>All rows so far, those of an earlier session included.</summary>
    public IReadOnlyList<StudyRow> Rows => _ledger.Rows;

    private string MetadataPath => Path.Combine(plan.OutputFolder, MetadataName);

    /// <summary>How many runs are still to be done on a dataset.</summary>
    public int Remaining(string dataset) => Pending(dataset).Count();

    /// <summary>Does what is still to be done on one dataset.</summary>
    /// <param name="report">Called after each run.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the rows of complete runs are kept.</exception>
    public void Run(StudyInput input, Action<StudyRow> report, CancellationToken cancellation)
    {
        string folder = Path.Combine(plan.OutputFolder, WorkFolder);
        // What a killed session left behind.
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        try
        {
            WarmUp(input, folder, cancellation);
            foreach ((StudyMethod method, StudyEngine engine, int run) in Pending(input.Name))
            {
                cancellation.ThrowIfCancellationRequested();
                string path = Path.Combine(folder, method.Name + ".bin");
                StudyMeasurement measurement = new StudyRun(input, method.StoreOf(engine)!, plan.Threads).Measure(path, cancellation);
                File.Delete(path);
                string chunk = method.Chunking?.ChunkOf(input.Cube.Shape).ToString() ?? "";
                StudyRow row = new(input.Name, method.Name, measurement, chunk, run, engine.Name, plan.ThreadsOf(method, engine));
                _ledger.Add(row);
                report(row);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes what is known so far to <c>metadata.json</c>.</summary>
    /// <param name="datasets">All datasets so far, the one about to be measured last.</param>
    /// <exception cref="CubeFileException">The study that is resumed was another one.</exception>
    public void Describe(IReadOnlyList<StudyDataset> datasets)
    {
        _earlier?.Check(datasets[^1]);
        AtomicFile.WriteAllText(MetadataPath, StudyMetadata.Format(plan, datasets, Rows, isComplete: false));
    }

    /// <summary>Writes <c>statistics.csv</c> and <c>metadata.json</c> and gives <c>runs.csv</c> its final name.</summary>
    public void Complete(IReadOnlyList<StudyDataset> datasets)
    {
        IEnumerable<string> lines = StudyStatistics.Of(Published()).Select(statistics => statistics.Format()).Prepend(StudyStatistics.HeaderLine);
        AtomicFile.WriteAllText(Path.Combine(plan.OutputFolder, "statistics.csv"), string.Concat(lines.Select(line => line + "\n")));
        AtomicFile.WriteAllText(MetadataPath, StudyMetadata.Format(plan, datasets, Rows, isComplete: true));
        _ledger.Complete();
    }

    public void Dispose() => _ledger.Dispose();

    // One engine at its best, as published: ours on all the threads of this study; the stock one where it is alone.
    private IEnumerable<StudyRow> Published()
    {
        StudyEngine engine = plan.Engines.Contains(StudyEngine.Own) ? StudyEngine.Own : plan.Engines[0];
        return Rows.Where(row => row.Engine == engine.Name && (engine != StudyEngine.Own || row.Threads == plan.Threads));
    }

    // The runtime compiles a method thoroughly only after it has run some thirty times; without this the first runs of a
    // short study would time the compiler.
    private void WarmUp(StudyInput input, string folder, CancellationToken cancellation)
    {
        using StudyInput part = input.Crop(WarmUpBytes);
        foreach ((StudyMethod method, StudyEngine engine) in Pending(input.Name).Select(pending => (pending.Method, pending.Engine)).Distinct())
        {
            Stopwatch clock = Stopwatch.StartNew();
            string path = Path.Combine(folder, "warm-up.bin");
            for (int round = 0; round < WarmUpRounds && clock.Elapsed < WarmUpTime; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                new StudyRun(part, method.StoreOf(engine)!, plan.Threads).Measure(path, cancellation);
            }
            File.Delete(path);
        }
    }

    private IEnumerable<(StudyMethod Method, StudyEngine Engine, int Run)> Pending(string dataset)
    {
        HashSet<(string, string, int, string, int)> done = [.. Rows.Select(row => row.Key)];
        return from run in Enumerable.Range(1, plan.Runs)
               from pair in plan.OrderOf(run)
               where !done.Contains((dataset, pair.Method.Name, run, pair.Engine.Name, plan.ThreadsOf(pair.Method, pair.Engine)))
               select (pair.Method, pair.Engine, run);
    }
}
