using System.Collections.Immutable;
using static Suffice.Studies.Reporting.ReportNumbers;

namespace Suffice.Studies.Reporting;

/// <summary>Guidance by workload, from the numbers of the study alone; a workload that was not measured has none.</summary>
public sealed class GuidanceRules(StudyComparison comparison)
{
    /// <summary>How much of the highest ratio a choice for every day may give up for speed.</summary>
    private const double BalanceTolerance = 0.15;

    /// <summary>How much of its best ratio gzip may give up for speed.</summary>
    private const double GzipTolerance = 0.10;

    private readonly ImmutableArray<MethodMean> _ratios = [.. comparison.Ranking(StudyMetric.Ratio).Where(mean => mean.Method.Setting != "none")];

    public ImmutableArray<Guidance> All() =>
        _ratios.IsEmpty ? [] : [.. new[] { Storage(), Balance(), Throughput(), Portability(), Chunking() }.OfType<Guidance>()];

    private MethodMean? Of(string setting, StudyMetric metric) => comparison.Mean(comparison.Compared(setting), metric);

    // Geometric mean of writing and reading; 0 where it was not measured.
    private double Speed(string setting) =>
        Math.Sqrt((Of(setting, StudyMetric.Write)?.Mean ?? 0) * (Of(setting, StudyMetric.Read)?.Mean ?? 0));

    private Guidance Storage()
    {
        MethodMean best = _ratios[0];
        string name = best.Method.Setting;
        List<Finding> findings = [new($"{name} has the highest ratio: {Describe(best)}.", Finding.Cite(best.From))];
        if (_ratios.Length > 1)
        {
            MethodMean[] next = [.. _ratios.Skip(1).Take(2)];
            string names = string.Join(" and ", next.Select(m => $"{m.Method.Setting} ({Ratio(m.Mean)})"));
            findings.Add(new($"Next: {names}.", Finding.Cite(next.SelectMany(m => m.From))));
        }
        AddSpeeds(findings, name);
        return new Guidance("Storage", "Space is what is scarce: archives, transfers.", name, [.. findings]);
    }

    private Guidance? Balance()
    {
        MethodMean best = _ratios[0];
        MethodMean fast = _ratios.Where(m => m.Mean >= best.Mean * (1 - BalanceTolerance)).MaxBy(m => Speed(m.Method.Setting))!;
        if (Speed(fast.Method.Setting) == 0) return null;
        string name = fast.Method.Setting;
        string percent = Percent(BalanceTolerance);
        List<Finding> findings =
        [
            name == best.Method.Setting
                ? new($"{name} has the highest ratio, {Ratio(best.Mean)}, and nothing that comes within {percent} of it is faster at writing and reading.", Finding.Cite(best.From))
                : new($"{name} gives up {Percent(1 - fast.Mean / best.Mean)} of the highest ratio ({Fixed(fast.Mean, 2)} against {Fixed(best.Mean, 2)} of {best.Method.Setting}); "
                    + $"of all that come within {percent} of it, it is fastest at writing and reading (geometric mean).",
                    Finding.Cite(fast.From.Concat(best.From))),
        ];
        AddSpeeds(findings, name);
        if (name != best.Method.Setting) AddQuotient(findings, name, best.Method.Setting);
        return new Guidance("Balance", "Written once, read often: every day's work.", name, [.. findings]);
    }

    private Guidance? Throughput()
    {
        MethodMean? write = comparison.Ranking(StudyMetric.Write).FirstOrDefault(m => m.Method.Setting != "none");
        MethodMean? read = comparison.Ranking(StudyMetric.Read).FirstOrDefault(m => m.Method.Setting != "none");
        if (write is null || Of(write.Method.Setting, StudyMetric.Ratio) is not { } ratio) return null;
        string name = write.Method.Setting;
        List<Finding> findings = [new($"{name} writes fastest of all that compress, {Throughputs(write)}, and still reaches {Ratio(ratio.Mean)}.", Finding.Cite(write.From))];
        if (Of("none", StudyMetric.Write) is { } none)
            findings.Add(new(
                $"Without compression {ReportNumbers.Throughput(none.Mean)} are written: {name} has {Percent(write.Mean / none.Mean)} of that.",
                Finding.Cite(none.From.Concat(write.From))));
        if (read is not null && read.Method.Setting != name && Of(name, StudyMetric.Read) is { } own)
            findings.Add(new(
                $"For reading alone {read.Method.Setting} is fastest, {ReportNumbers.Throughput(read.Mean)} against {ReportNumbers.Throughput(own.Mean)}.",
                Finding.Cite(read.From.Concat(own.From))));
        return new Guidance("Throughput", "The detector or the analysis must not wait.", name, [.. findings]);
    }

    private Guidance? Portability()
    {
        MethodMean[] gzip = [.. _ratios.Where(m => m.Method.Setting.StartsWith("gzip_", StringComparison.Ordinal))];
        if (gzip.Length == 0) return null;
        MethodMean best = gzip[0];
        MethodMean choice = gzip.Where(m => m.Mean >= best.Mean * (1 - GzipTolerance)).MaxBy(m => Of(m.Method.Setting, StudyMetric.Write)?.Mean ?? 0)!;
        string name = choice.Method.Setting;
        List<Finding> findings =
        [
            new($"gzip is part of every HDF5 library, so that anybody's program opens the file without a plugin; {name} reaches {Describe(choice)}.",
                Finding.Cite(choice.From)),
        ];
        if (name != best.Method.Setting)
        {
            findings.Add(new($"{best.Method.Setting} would reach {Ratio(best.Mean)}, {Percent(best.Mean / choice.Mean - 1)} more.", Finding.Cite(choice.From.Concat(best.From))));
            AddQuotient(findings, name, best.Method.Setting);
        }
        if (_ratios[0].Method.Setting != name)
            findings.Add(new(
                $"What it costs: {Percent(1 - choice.Mean / _ratios[0].Mean)} of the highest ratio ({Ratio(_ratios[0].Mean)}, {_ratios[0].Method.Setting}).",
                Finding.Cite(choice.From.Concat(_ratios[0].From))));
        return new Guidance("Portability", "The file must open anywhere, for years.", name, [.. findings]);
    }

    private Guidance? Chunking()
    {
        ChunkingComparison chunkings = ChunkingComparison.Of(comparison);
        ChunkingComparison.Strategy[] measured = [.. chunkings.Measured];
        if (measured.Length < 2 || _ratios.Length < 2) return null;
        (ChunkingComparison.Strategy high, ChunkingComparison.Strategy low) = (measured.MaxBy(s => s.Ratio)!, measured.MinBy(s => s.Ratio)!);
        double byChunk = high.Ratio / low.Ratio - 1, byCode = _ratios[0].Mean / _ratios[^1].Mean - 1;
        bool isSecondary = byChunk < byCode / 3;
        List<Finding> findings =
        [
            new($"On {chunkings.Dataset.Name} the mean ratio of {high.From.Length} settings goes from {Fixed(low.Ratio, 2)} ({low.Label.ToLowerInvariant()}) to "
                + $"{Fixed(high.Ratio, 2)} ({high.Label.ToLowerInvariant()}): {Percent(byChunk)}.", "tables/table5.csv"),
            new($"Between implementations it goes from {Ratio(_ratios[^1].Mean)} ({_ratios[^1].Method.Setting}) to {Ratio(_ratios[0].Mean)} ({_ratios[0].Method.Setting}): "
                + $"a factor of {Fixed(_ratios[0].Mean / _ratios[^1].Mean, 1)}.", Finding.Cite(_ratios[0].From.Concat(_ratios[^1].From))),
        ];
        return new Guidance("Chunking", "Whichever of these it is.", isSecondary ? "comes second" : "matters here", [.. findings]);
    }

    private void AddSpeeds(List<Finding> findings, string setting)
    {
        if (Of(setting, StudyMetric.Write) is { } write && Of(setting, StudyMetric.Read) is { } read)
            findings.Add(new($"It writes {Throughputs(write)} and reads {Throughputs(read)}.", Finding.Cite(write.From)));
    }

    private void AddQuotient(List<Finding> findings, string setting, string reference)
    {
        var quotients = comparison.Quotients(comparison.Compared(reference), comparison.Compared(setting), StudyMetric.WriteSeconds);
        if (quotients.IsEmpty) return;
        string range = Range(quotients.Min(q => q.Quotient), quotients.Max(q => q.Quotient));
        findings.Add(new($"Its writing takes 1/{range} of the time of {reference}.".Replace("–", " to 1/", StringComparison.Ordinal), Finding.Cite(quotients.SelectMany(q => new[] { q.A, q.B }))));
    }

    private static string Describe(MethodMean mean) => mean.From.Length == 1
        ? Ratio(mean.Mean) : $"{Ratio(mean.Mean)} on average, {Ratio(mean.Min)} to {Ratio(mean.Max)} by the dataset";

    private static string Throughputs(MethodMean mean) => mean.From.Length == 1
        ? ReportNumbers.Throughput(mean.Mean) : $"{ReportNumbers.Throughput(mean.Mean)} ({Significant(mean.Min)} to {Significant(mean.Max)})";
}
