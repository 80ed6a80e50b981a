namespace Suffice.Studies.Reporting;

/// <summary>One method on one dataset by two engines.</summary>
/// <param name="WriteQuotient">Write throughput of <paramref name="Main"/> over that of <paramref name="Other"/>.</param>
/// <param name="ReadQuotient">Read throughput of <paramref name="Main"/> over that of <paramref name="Other"/>.</param>
public sealed record EnginePair(StudyResult Main, StudyResult Other, double WriteQuotient, double ReadQuotient);
