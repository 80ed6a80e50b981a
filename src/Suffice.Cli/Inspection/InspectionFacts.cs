using System.Globalization;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;

namespace Suffice.Cli.Inspection;

/// <summary>The facts of a report in the order in which terminal and page show them.</summary>
internal static class InspectionFacts
{
    public static IReadOnlyList<FactGroup> Of(InspectionReport report) =>
        [new("Dataset", Dataset(report)), new("Samples", SamplesOf(report.Statistics)), .. Electrons(report.Statistics)];

    private static List<Fact> Dataset(InspectionReport report)
    {
        Cube cube = report.Cube;
        List<Fact> facts = [new("Format", report.Format)];
        if (report.DatasetPath is { } path) facts.Add(new("Dataset", path));
        facts.Add(new("Shape", cube.Shape.ToString(), "scan y, scan x, detector y, detector x"));
        facts.Add(new("Element type", $"{cube.Element.Name()}, {Order(cube)}"));
        facts.Add(new("Size", Figures.Bytes(cube.Bytes),
            $"{Figures.Count(cube.Shape.Patterns)} patterns of {Figures.Bytes(cube.PatternBytes)}"));
        facts.Add(new("Scan shape", $"{cube.Shape.ScanY} × {cube.Shape.ScanX}", report.ScanOrigin));
        facts.Add(new("Scan step", Steps(cube.ScanAxes)));
        facts.Add(new("Detector pixel", Steps(cube.DetectorAxes)));
        return facts;
    }

    private static List<Fact> SamplesOf(CubeStatistics statistics)
    {
        List<Fact> facts =
        [
            new("Zeros", Figures.Percent(statistics.Sparsity),
                $"{Figures.Count(statistics.Zeros)} of {Figures.Count(statistics.SampleCount)}"),
            new("Range", $"{Exact(statistics.Minimum)} to {Exact(statistics.Maximum)}",
                statistics.EffectiveBits is { } bits ? $"fits into {bits} of {statistics.ElementBits} bits" : ""),
            new("Mean", Figures.Number(statistics.Mean)),
            new("Standard deviation", Figures.Number(statistics.StandardDeviation)),
            new("Distinct values", $"{(statistics.DistinctValuesAreExact ? "" : "more than ")}{Figures.Count(statistics.DistinctValues)}"),
        ];
        if (statistics.NotNumbers > 0) facts.Add(new("NaN", Figures.Count(statistics.NotNumbers), "left out of range, mean and images"));
        if (statistics.Infinities > 0)
            facts.Add(new("Infinite", Figures.Count(statistics.Infinities), "left out of range, mean and images"));
        return facts;
    }

    private static IEnumerable<FactGroup> Electrons(CubeStatistics statistics)
    {
        if (statistics.ElectronsPerPattern is not { } electrons) yield break;
        yield return new("Counts per pattern",
        [
            new("Mean", Figures.Number(electrons.Mean), "electrons, where the detector counts them"),
            new("Lowest", Figures.Number(electrons.Minimum)),
            new("Highest", Figures.Number(electrons.Maximum)),
        ]);
    }

    private static string Order(Cube cube) =>
        cube.Element.Bytes() == 1 ? "1 byte" : cube.StoredOrder == ByteOrder.BigEndian ? "big-endian" : "little-endian";

    private static string Steps(IEnumerable<Axis> axes)
    {
        string[] steps = [.. axes.Select(a => a.IsCalibrated ? $"{Figures.Number(a.Scale)} {a.Unit}" : "not calibrated").Distinct()];
        return string.Join(" × ", steps);
    }

    private static string Exact(SampleValue value) =>
        value.Integer is { } integer ? integer.ToString("N0", CultureInfo.InvariantCulture) : Figures.Number(value.Number);
}
