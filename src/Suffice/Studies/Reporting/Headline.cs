namespace Suffice.Studies.Reporting;

/// <summary>A number that stands large at the head of the report, with its sentence.</summary>
public sealed record Headline(string Value, string Label, Finding Finding);
