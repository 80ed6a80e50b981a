using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>What a user may change of a preset.</summary>
/// <param name="Seed">Everything random follows from it.</param>
public sealed record SimulationOptions(ulong Seed = 1)
{
    /// <summary>Expected electrons that hit the specimen at each probe position; null for the preset's own.</summary>
    public double? ElectronsPerPattern { get; init; }

    /// <summary>Rows and columns of the scan; null for the preset's own at its scale.</summary>
    public ScanSize? Scan { get; init; }

    /// <summary>Size of the scan relative to the full one, above 0 up to 1, per axis; null for the preset's own.</summary>
    public double? Scale { get; init; }
}
