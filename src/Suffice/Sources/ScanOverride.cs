using Suffice.Cubes;

namespace Suffice.Sources;

/// <summary>Holds the scan that the user asked for against the number of patterns in the file.</summary>
internal static class ScanOverride
{
    private const int MostSuggestions = 5;

    /// <summary>Throws, with the sizes that would fit, unless <paramref name="scan"/> has one position per pattern.</summary>
    public static void MustHold(string path, ScanSize scan, long patterns)
    {
        if (scan is { Rows: > 0, Columns: > 0 } && scan.Positions == patterns) return;
        string relation = scan.Positions < patterns ? "fewer" : "more";
        throw new CubeFileException(path,
            $"--scan {scan} has {scan.Positions:N0} positions, {relation} than the {patterns:N0} patterns in the file; "
            + $"possible: {Suggest(patterns)}");
    }

    /// <summary>Rows and columns whose product is <paramref name="patterns"/>, the most square ones first.</summary>
    public static string Suggest(long patterns)
    {
        List<string> sizes = [];
        for (long small = (long)Math.Sqrt(patterns); small >= 1 && sizes.Count < MostSuggestions; small--)
        {
            if (patterns % small != 0) continue;
            long large = patterns / small;
            sizes.Add($"{small}x{large}");
            if (small != large) sizes.Add($"{large}x{small}");
        }
        return string.Join(", ", sizes.Take(MostSuggestions));
    }
}
