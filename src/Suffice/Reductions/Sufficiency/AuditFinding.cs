namespace Suffice.Reductions.Sufficiency;

/// <summary>What a record says to a question.</summary>
public enum AuditVerdict
{
    /// <summary>Within the tolerance.</summary>
    Supported,

    /// <summary>It answers, and the error is larger than the tolerance.</summary>
    NotWithinTolerance,

    /// <summary>It holds nothing that tells.</summary>
    NotRecoverable,

    /// <summary>It answers; how well cannot be told without the raw file.</summary>
    Unmeasured,
}

/// <summary>One target that was held against a record.</summary>
/// <param name="Request">The view with nothing left open.</param>
/// <param name="Form">The form that answers best; null where none does.</param>
/// <param name="Error">RMS, of labels the part that are others, over all data, in <paramref name="Unit"/>; null where it was not measured.</param>
/// <param name="Ratio">Error over tolerance.</param>
public sealed record AuditFinding(
    string Target, string Request, string Tolerance, ErrorMeasure Measure, AuditVerdict Verdict, string? Form, string Unit, double? Error, double? Percentile99, double? Maximum,
    double? Limit, Interval? Sigma, double? Ratio);
