using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>Two engines, or two numbers of threads, side by side.</summary>
public sealed record EngineComparison(StudyConfiguration Main, StudyConfiguration Other, ImmutableArray<EnginePair> Pairs)
{
    /// <summary>The engine of the tables against each of the others.</summary>
    public static ImmutableArray<EngineComparison> Of(StudyComparison comparison)
    {
        Dictionary<(string, string), StudyResult> main = comparison.Measured.ToDictionary(r => (r.Dataset, r.Statistics.Method));
        return
        [
            .. from result in comparison.Results.Results
               where result.Configuration != comparison.Main && main.ContainsKey((result.Dataset, result.Statistics.Method))
               group Pair(main[(result.Dataset, result.Statistics.Method)], result) by result.Configuration into pairs
               select new EngineComparison(comparison.Main, pairs.Key, [.. pairs]),
        ];
    }

    /// <summary>The median quotients.</summary>
    /// <param name="number">Of its table among the report's.</param>
    public Headline ToHeadline(int number)
    {
        (string write, string writeRange) = Describe(pair => pair.WriteQuotient);
        (string read, string readRange) = Describe(pair => pair.ReadQuotient);
        string text = $"{Main.Label}, over {Other.Label}: {write} in writing ({writeRange}) and {read} in reading ({readRange}), the medians of "
            + $"{Csv.Number(Pairs.Length)} methods and datasets with their ranges.";
        return new Headline($"{write} / {read}", $"write and read speed of {Main.Label}, over {Other.Label}", new Finding(text, $"tables/engines{Csv.Number(number)}.csv"));
    }

    private (string Median, string Range) Describe(Func<EnginePair, double> quotient)
    {
        double[] known = [.. Pairs.Select(quotient).Where(double.IsFinite)];
        if (known.Length == 0) return ("–", "not measured");
        Spread spread = Spread.Of(known);
        return (ReportNumbers.Ratio(spread.Median), ReportNumbers.Range(spread.Min, spread.Max));
    }

    /// <summary>As a table for a file.</summary>
    public ReportTable ToTable(string name) => new(
        name, $"{Main.Label} against {Other.Label}",
        ["dataset", "method", "write_gbs", "write_gbs_other", "write_quotient", "read_gbs", "read_gbs_other", "read_quotient", "ratio", "ratio_other", "line", "line_other"],
        [.. Pairs.Select(Row)]);

    private static ImmutableArray<string> Row(EnginePair pair)
    {
        (StudyStatistics a, StudyStatistics b) = (pair.Main.Statistics, pair.Other.Statistics);
        string Number(double value) => ReportNumbers.Fixed(value, 6);
        return
        [
            a.Dataset, a.Method, Number(a.WriteThroughput.Mean), Number(b.WriteThroughput.Mean), Number(pair.WriteQuotient),
            Number(a.ReadThroughput.Mean), Number(b.ReadThroughput.Mean), Number(pair.ReadQuotient), Number(a.Ratio.Mean), Number(b.Ratio.Mean),
            Csv.Number(pair.Main.Line), Csv.Number(pair.Other.Line),
        ];
    }

    private static EnginePair Pair(StudyResult main, StudyResult other) => new(
        main, other, main.Statistics.WriteThroughput.Mean / other.Statistics.WriteThroughput.Mean,
        main.Statistics.ReadThroughput.Mean / other.Statistics.ReadThroughput.Mean);
}
