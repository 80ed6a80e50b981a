namespace Suffice.Sources.Simulation;

/// <summary>The facts of all patterns of a scan, each at its place, so that sums do not depend on who drew what first.</summary>
internal sealed class SimulationTally(SimulatedScan scan)
{
    // So few clipped counts in many scans are none in this one.
    private const double NegligibleClipping = 1e-6;

    private readonly PatternFacts[] _facts = new PatternFacts[scan.Rates.Shape.Patterns];

    public void Set(int scanY, int scanX, PatternFacts facts) => _facts[(long)scanY * scan.Rates.Shape.ScanX + scanX] = facts;

    public double[] ExpectedBits => Array.ConvertAll(_facts, facts => facts.ExpectedBits);

    public double[] RealisedBits => Array.ConvertAll(_facts, facts => facts.RealisedBits);

    public SimulationSummary Summarise()
    {
        double scale = 1.0 / (scan.Binning * scan.Binning);
        string? reason = WhyNoCodeLength();
        return new SimulationSummary(
            scan.Cube, _facts.Sum(facts => (long)facts.Zeros), _facts.Sum(facts => facts.Counts), _facts.Max(facts => facts.Largest) * scale,
            _facts.Sum(facts => (long)facts.Clipped),
            reason is null ? new PoissonCodeLength(_facts.Sum(facts => facts.ExpectedBits), _facts.Sum(facts => facts.RealisedBits)) : null, reason);
    }

    private string? WhyNoCodeLength() => scan.Detector switch
    {
        { ChargeSharing: > 0 } => "neighbouring counts are not independent: charge sharing",
        { BeamNoise: > 0 } => "counts of a pattern are not independent: beam current noise",
        _ when _facts.Any(facts => facts.Clipped > 0) || _facts.Sum(facts => facts.ClippedExpected) > NegligibleClipping =>
            $"counts are not Poisson: the counter ends at {scan.CountLimit}",
        _ => null,
    };
}
