namespace Suffice.Reductions.Sufficiency;

/// <summary>Findings in words, for tables.</summary>
public static class VerdictText
{
    private static readonly (Verdict Verdict, string Text)[] All =
    [
        (Verdict.Passes, "pass"),
        (Verdict.Fails, "fail"),
        (Verdict.FailsInLatitude, "fail when re-chosen"),
        (Verdict.SampleMisled, "fail on all data"),
        (Verdict.CannotBeRechosen, "cannot be re-chosen"),
        (Verdict.LosesPatterns, "loses patterns"),
        (Verdict.CannotAnswer, "cannot answer"),
        (Verdict.LargerThanCube, "larger than the cube"),
    ];

    /// <summary>A few words for a verdict's name, as a certificate has it.</summary>
    public static string Of(string verdict) => All.FirstOrDefault(row => row.Verdict.ToString() == verdict).Text ?? verdict;

    /// <summary>A word or two for what a representation takes for granted.</summary>
    public static string Of(Assertion assertion) => assertion switch
    {
        Assertion.DetectorModel => "the detector model",
        Assertion.Specimen => "the specimen",
        _ => "nothing",
    };
}
