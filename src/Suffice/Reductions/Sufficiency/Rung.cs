namespace Suffice.Reductions.Sufficiency;

/// <summary>Why a representation serves a target, or does not.</summary>
public enum Verdict
{
    /// <summary>Within the tolerance, wherever it was looked.</summary>
    Passes,

    /// <summary>The error is larger than the tolerance.</summary>
    Fails,

    /// <summary>The error is larger somewhere in the range of the latitude.</summary>
    FailsInLatitude,

    /// <summary>The sample let it pass, other draws or the whole scan did not.</summary>
    SampleMisled,

    /// <summary>Nothing can be re-chosen in it.</summary>
    CannotBeRechosen,

    /// <summary>Patterns do not come back at the resolution that has to stay open.</summary>
    LosesPatterns,

    /// <summary>It holds nothing that tells.</summary>
    CannotAnswer,

    /// <summary>It passes at the target's own parameters and is larger than the full cube: not looked at further.</summary>
    LargerThanCube,
}

/// <summary>One representation of the ladder.</summary>
internal sealed class Rung(Representation representation, int targets)
{
    public Representation Representation { get; } = representation;

    /// <summary>Bytes that the whole scan would take, from those of a sample.</summary>
    public double EstimatedBytes { get; set; }

    /// <summary>What was found for each target.</summary>
    public RungFinding[] Findings { get; } = [.. Enumerable.Range(0, targets).Select(_ => new RungFinding())];

    /// <summary>The targets that the record answers from it.</summary>
    public List<int> Serves { get; } = [];
}

/// <summary>What was found of a representation for one target.</summary>
internal sealed class RungFinding
{
    public Verdict Verdict { get; set; } = Verdict.CannotAnswer;

    /// <summary>On the sample, at the target's own parameters; null where it was not answered.</summary>
    public SampleAnswer? Own { get; set; }

    /// <summary>Upper bound of error over tolerance within the latitude's range; null where it was not looked at.</summary>
    public double? LatitudeBound { get; set; }
}
