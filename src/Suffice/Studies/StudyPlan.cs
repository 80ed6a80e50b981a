using System.Collections.Immutable;

namespace Suffice.Studies;

/// <summary>What a study does.</summary>
/// <param name="OutputFolder">Where the results go; files under test are made and removed in it, on the filesystem that is measured.</param>
/// <param name="Engines">Who codes; where there are several, they take turns.</param>
/// <param name="Runs">Runs of every method on every dataset.</param>
/// <param name="Threads">Number of threads that code.</param>
/// <param name="MemoryBytes">How much memory the study may use.</param>
/// <param name="Seed">Of the order in which each run visits the methods.</param>
/// <param name="IsResumed">Whether to go on with what the folder holds.</param>
public sealed record StudyPlan(
    string OutputFolder, ImmutableArray<StudyMethod> Methods, ImmutableArray<StudyEngine> Engines, int Runs, int Threads, long MemoryBytes, int Seed, bool IsResumed)
{
    /// <summary>
    /// The methods of one run with every engine that has them, in an order of its own, so that a drift of the machine is
    /// not one method's fault.
    /// </summary>
    public IReadOnlyList<(StudyMethod Method, StudyEngine Engine)> OrderOf(int run)
    {
        (StudyMethod, StudyEngine)[] order =
            [.. from method in Methods from engine in Engines where method.StoreOf(engine) is not null select (method, engine)];
        // Of the seed and the run alone: a resumed study goes on in the same order.
        new Random(unchecked(Seed * 7919 + run)).Shuffle(order);
        return order;
    }

    /// <summary>How many threads code: the stock filters have one, Blosc's as many as its variable says.</summary>
    public int ThreadsOf(StudyMethod method, StudyEngine engine) =>
        engine == StudyEngine.Own ? Threads
        : method.Setting.StartsWith("blosc", StringComparison.Ordinal)
            && int.TryParse(Environment.GetEnvironmentVariable("BLOSC_NTHREADS"), out int threads) ? Math.Max(1, threads) : 1;
}
