namespace Suffice.Sources.Simulation;

/// <summary>A simulated experiment before anything is drawn: rates, detector and seed.</summary>
/// <param name="Preset">Name of the preset that it was made from.</param>
/// <param name="Rates">What the electrons are expected to do.</param>
/// <param name="Detector">How they are counted.</param>
/// <param name="Seed">Of the Poisson draws and the detector's faults.</param>
/// <param name="Binning">Detector pixels along each axis whose counts are averaged into one float32 sample; 1 for counts.</param>
public sealed record SimulatedScan(string Preset, IElectronRates Rates, DetectorModel Detector, ulong Seed, int Binning = 1);
