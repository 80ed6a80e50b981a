using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Spectra;

/// <summary>What a specimen takes from the beam, and how thick it is where.</summary>
/// <param name="Name">In plain words.</param>
/// <param name="MeanFreePathNm">Of all inelastic events.</param>
/// <param name="Losses">The ways of losing energy; their shares add up to 1.</param>
/// <param name="Thickness">Over the scanned field.</param>
public sealed record SpectrumSpecimen(string Name, double MeanFreePathNm, ImmutableArray<IEnergyLoss> Losses, ThicknessMap Thickness)
{
    internal IEnumerable<SimulationParameter> Parameters =>
    [
        new("specimen", Name), SpectrumText.Number("inelastic mean free path", MeanFreePathNm, "nm"),
        SpectrumText.Number("film thickness at the left", Thickness.ThinNm, "nm"), SpectrumText.Number("film thickness at the right", Thickness.ThickNm, "nm"),
        SpectrumText.Number("islands", Thickness.Islands), SpectrumText.Number("height of the highest island", Thickness.IslandNm, "nm"),
        .. Losses.SelectMany(loss => loss.Parameters.Prepend(SpectrumText.Number(loss.Name + " share of events", loss.Share))),
    ];
}
