namespace Suffice.Reductions.Sufficiency;

/// <summary>Chooses the rungs that together serve all targets in the fewest bytes.</summary>
internal static class Choice
{
    /// <summary>Sets what each rung serves. The full cube serves whatever nothing smaller does.</summary>
    /// <param name="isCubeLast">Whether anything is preferred to the full cube, whatever its size.</param>
    public static void Make(IReadOnlyList<Rung> rungs, int targets, bool isCubeLast = false)
    {
        double Bytes(Rung rung) => isCubeLast && rung.Representation is WholePatterns ? double.MaxValue / 8 : rung.EstimatedBytes;
        Rung[] able = [.. rungs.Where(rung => rung.Findings.Any(finding => finding.Verdict == Verdict.Passes))];
        (Rung[] Rungs, double Bytes) best = ([], double.PositiveInfinity);
        foreach (Rung[] set in Sets(able))
        {
            double bytes = set.Sum(Bytes);
            if (bytes < best.Bytes && Enumerable.Range(0, targets).All(target => set.Any(rung => Serves(rung, target)))) best = (set, bytes);
        }
        foreach (Rung rung in rungs) rung.Serves.Clear();
        for (int target = 0; target < targets; target++) best.Rungs.First(rung => Serves(rung, target)).Serves.Add(target);
    }

    private static bool Serves(Rung rung, int target) => rung.Findings[target].Verdict == Verdict.Passes;

    private static IEnumerable<Rung[]> Sets(Rung[] rungs)
    {
        for (int a = 0; a < rungs.Length; a++)
        {
            yield return [rungs[a]];
            for (int b = a + 1; b < rungs.Length; b++)
            {
                yield return [rungs[a], rungs[b]];
                for (int c = b + 1; c < rungs.Length; c++) yield return [rungs[a], rungs[b], rungs[c]];
            }
        }
    }
}
