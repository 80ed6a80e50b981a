using System.Globalization;
using MathNet.Numerics.Distributions;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Reductions.Sufficiency;

/// <summary>
/// How often claims of sufficiency are wrong, over random reductions. A few cases with every run of the tests; eng/honesty.sh runs as many as
/// the published figures rest on.
/// </summary>
public sealed class HonestyTests
{
    private const int FewCases = 3;
    private const double MostWrong = 0.05, MostWrongUpper = 0.09, WorstRatio = 2;

    private static readonly int Start = int.Parse(Environment.GetEnvironmentVariable("SUFFICE_HONESTY_SEED") ?? "1000", CultureInfo.InvariantCulture);

    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("SUFFICE_HONESTY_CASES") ?? "0", CultureInfo.InvariantCulture);

    [Fact]
    public void Confirmed_errors_are_true_and_estimates_are_rarely_wrong_and_never_far()
    {
        using TemporaryFolder folder = new();
        int count = Math.Max(Cases, FewCases), confirmed = 0;
        List<double> latitude = [], quick = [];
        List<bool> covered = [];
        List<string> untrue = [];
        for (int seed = Start; seed < Start + count; seed++)
        {
            HonestyCase one = new(seed, Cases > 0 ? HonestyScans.All : HonestyScans.Quick, folder);
            string outcome = string.Create(CultureInfo.InvariantCulture, $"{seed}: {one.Description}; confirmed {one.IsConfirmedErrorTrue}, latitude {one.LatitudeRatio:0.###}, quick {one.QuickRatio:0.###}, sigma {one.SigmaRatio:0.###}, intervals {string.Join(' ', one.Covered)}");
            if (Cases > 0) File.AppendAllText(Environment.GetEnvironmentVariable("SUFFICE_HONESTY_LOG") ?? folder.File("log"), outcome + "\n");
            if (one.IsConfirmedErrorTrue == false) untrue.Add(outcome);
            if (one.IsConfirmedErrorTrue is not null) confirmed++;
            covered.AddRange(one.Covered);
            // The full cube is no claim that could be wrong.
            if (one.Certificate.Targets[0].Form == "cube") continue;
            if (one.LatitudeRatio is { } ratio) latitude.Add(ratio);
            if (one.QuickRatio is { } other) quick.Add(other);
        }
        string summary = string.Create(CultureInfo.InvariantCulture,
            $"{count} cases: {confirmed} confirmed errors, {untrue.Count} not true; latitude {Wrong(latitude)}; quick {Wrong(quick)}; intervals {covered.Count(c => c)} of {covered.Count} cover");
        TestContext.Current.SendDiagnosticMessage(summary);
        if (Cases > 0) File.AppendAllText(Environment.GetEnvironmentVariable("SUFFICE_HONESTY_LOG") ?? folder.File("log"), summary + "\n");
        Assert.Empty(untrue);
        Assert.All(latitude.Concat(quick), ratio => Assert.InRange(ratio, 0, WorstRatio));
        // Of few cases rates say nothing.
        if (Cases < 200) return;
        foreach (List<double> claims in (List<double>[])[latitude, quick])
        {
            int wrong = claims.Count(ratio => ratio > 1);
            Assert.InRange((double)wrong / claims.Count, 0, MostWrong);
            Assert.InRange(UpperBound(wrong, claims.Count), 0, MostWrongUpper);
        }
        Assert.InRange((double)covered.Count(c => c) / covered.Count, 0.90, 0.99);
    }

    private static string Wrong(List<double> ratios) => ratios.Count == 0 ? "none" : string.Create(CultureInfo.InvariantCulture,
        $"{ratios.Count(ratio => ratio > 1)} of {ratios.Count} wrong (upper 95 % bound {100 * UpperBound(ratios.Count(ratio => ratio > 1), ratios.Count):0.0} %), largest {ratios.Max():0.00}");

    // Clopper and Pearson.
    private static double UpperBound(int wrong, int count) => wrong == count ? 1 : Beta.InvCDF(wrong + 1, count - wrong, 0.95);
}
