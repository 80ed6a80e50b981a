namespace Suffice.Cli.Inspection;

/// <summary>One line of a report: what, how much, and where needed how to read it.</summary>
internal sealed record Fact(string Name, string Value, string Note = "");
