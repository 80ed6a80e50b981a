namespace Suffice.Studies.Reporting;

/// <summary>Statistics of one method on one dataset, by one engine with one number of threads.</summary>
/// <param name="Engine">Who coded; empty where the results do not say.</param>
/// <param name="Threads">Number of threads that coded; 0 where the results do not say.</param>
/// <param name="Source">File that it was read from, for people: without the folders above the results.</param>
/// <param name="SourceLines">Lines of that file, the header being line 1.</param>
public sealed record StudyResult(StudyStatistics Statistics, string Engine, int Threads, string Source, IReadOnlyList<int> SourceLines)
{
    public string Dataset => Statistics.Dataset;

    public MethodName Method { get; } = MethodName.Parse(Statistics.Method);

    public StudyConfiguration Configuration => new(Engine, Threads);

    /// <summary>Its line in the report's own <c>tables/statistics.csv</c>, by which every number is cited.</summary>
    public int Line { get; init; }
}
