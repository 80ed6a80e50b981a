namespace Suffice.Cli.Inspection;

/// <summary>Facts under one heading.</summary>
internal sealed record FactGroup(string Title, IReadOnlyList<Fact> Facts);
