using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>Everything that a report says, before it is drawn.</summary>
public sealed class StudyReport
{
    public StudyReport(StudyResults results)
    {
        Comparison = new StudyComparison(results);
        Ratios = RatioBySparsity.Of(Comparison.Best());
        Selection = Comparison.Selection();
        Engines = EngineComparison.Of(Comparison);
        Headlines = [.. Reporting.Headlines.Of(Comparison), .. Engines.Select((engines, i) => engines.ToHeadline(i + 1))];
        Guidance = new GuidanceRules(Comparison).All();
        Notes = ReportNotes.Of(Comparison, Ratios);
        Tables = [ReportTables.BestOfDatasets(Comparison), ReportTables.Families(Comparison), ReportTables.Chunkings(Comparison), .. ReportTables.Own(Comparison)];
    }

    public StudyComparison Comparison { get; }

    public StudyResults Results => Comparison.Results;

    public RatioBySparsity Ratios { get; }

    /// <summary>The settings that comparisons show, the highest ratio first: six in the published study.</summary>
    public ImmutableArray<string> Selection { get; }

    public ImmutableArray<Headline> Headlines { get; }

    public ImmutableArray<Guidance> Guidance { get; }

    public ImmutableArray<EngineComparison> Engines { get; }

    public ImmutableArray<string> Notes { get; }

    /// <summary>Tables 3, 4 and 5, and one of our own codec where it was measured.</summary>
    public ImmutableArray<ReportTable> Tables { get; }

    /// <summary><c>tables/statistics.csv</c>: every result that the report uses, in the published columns and with where it came from.</summary>
    public string StatisticsCsv()
    {
        string header = StudyStatistics.HeaderLine + ",engine,threads,source,source_lines\n";
        return header + string.Concat(Results.Results.Select(r =>
            $"{r.Statistics.Format()},{Csv.Line(r.Engine, Csv.Number(r.Threads), r.Source, string.Join(' ', r.SourceLines.Select(line => Csv.Number(line))))}\n"));
    }
}
