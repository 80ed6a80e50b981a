namespace Suffice.Sources.Simulation;

/// <summary>What a user may change of a preset's crystal; null keeps the preset's own.</summary>
public sealed record CrystalOptions
{
    /// <summary>The zone axis along the beam, such as <c>110</c>.</summary>
    public string? Zone { get; init; }

    /// <summary>Thickness of the specimen; rounded to whole cells along the beam.</summary>
    public double? ThicknessNm { get; init; }

    /// <summary>Whether everything is the preset's own.</summary>
    public bool IsEmpty => this == new CrystalOptions();
}
