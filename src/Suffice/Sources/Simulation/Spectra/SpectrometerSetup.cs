namespace Suffice.Sources.Simulation.Spectra;

/// <summary>Beam, spectrometer and what its detector sees: momentum down the rows, energy loss along the columns.</summary>
public sealed record SpectrometerSetup
{
    public required double BeamKv { get; init; }

    /// <summary>Half angle of the illumination.</summary>
    public required double SemiangleMrad { get; init; }

    /// <summary>Momentum rows of the detector.</summary>
    public required int Rows { get; init; }

    /// <summary>Energy channels of the detector.</summary>
    public required int Channels { get; init; }

    public required double MradPerRow { get; init; }

    public required double EvPerChannel { get; init; }

    /// <summary>Row of the unscattered beam's centre.</summary>
    public required int BeamRow { get; init; }

    /// <summary>Channel of zero loss; need not be whole.</summary>
    public required double ZeroLossChannel { get; init; }

    /// <summary>Half width of the slot across the momentum axis; electrons that leave it are lost.</summary>
    public required double SlotMrad { get; init; }

    /// <summary>First row that the entrance aperture lets through; no electron arrives above it.</summary>
    public required int FirstOpenRow { get; init; }

    /// <summary>Rows that the entrance aperture lets through.</summary>
    public required int OpenRows { get; init; }

    public required ZeroLossLine ZeroLoss { get; init; }

    /// <summary>Share of the electrons scattered elastically, to angles beyond the illumination.</summary>
    public required double ElasticShare { get; init; }

    /// <summary>Angle at which elastic scattering has fallen to a quarter, theta_0 in 1 / (theta^2 + theta_0^2)^2.</summary>
    public required double ElasticMrad { get; init; }

    /// <summary>Whether the rows are added up to one spectrum at each position.</summary>
    public bool SumRows { get; init; }

    internal IEnumerable<SimulationParameter> Parameters =>
    [
        SpectrumText.Number("accelerating voltage", BeamKv, "kV"), SpectrumText.Number("convergence semiangle", SemiangleMrad, "mrad"),
        SpectrumText.Number("momentum step", MradPerRow, "mrad/row"), SpectrumText.Number("energy dispersion", EvPerChannel, "eV/channel"),
        SpectrumText.Number("beam centre", BeamRow, "row"), SpectrumText.Number("zero loss", ZeroLossChannel, "channel"),
        SpectrumText.Number("slot half width", SlotMrad, "mrad"), SpectrumText.Number("aperture's first row", FirstOpenRow),
        SpectrumText.Number("aperture's rows", OpenRows), SpectrumText.Number("zero-loss width", ZeroLoss.WidthEv, "eV"),
        SpectrumText.Number("zero-loss Lorentzian share", ZeroLoss.LorentzianShare),
        SpectrumText.Number("elastic share", ElasticShare), SpectrumText.Number("elastic screening angle", ElasticMrad, "mrad"),
        new("momentum rows", SumRows ? "added up" : "apart"),
    ];
}
