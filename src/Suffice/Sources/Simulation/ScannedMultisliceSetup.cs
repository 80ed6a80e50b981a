using Suffice.Cubes;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation;

/// <summary>What a scanned multislice simulation follows from.</summary>
/// <param name="Specimen">In words, for the description.</param>
/// <param name="Cell">The atoms, repeated with the cell.</param>
/// <param name="Probe">Focused at each position.</param>
/// <param name="BandMrad">Band limit and reach of the detector.</param>
/// <param name="Scan">Rows and columns of positions.</param>
/// <param name="ElectronsPerPattern">That hit the specimen at each position; those beyond the band limit are lost.</param>
public sealed record ScannedMultisliceSetup(
    string Specimen, AtomicCell Cell, Probe Probe, double BandMrad, ScanSize Scan, double ElectronsPerPattern)
{
    /// <summary>The part of the cell that the scan covers, from its origin: one period of the crystal is enough. Null for the whole cell.</summary>
    public (double HeightA, double WidthA)? Field { get; init; }

    /// <summary>Number of snapshots of the vibrating atoms.</summary>
    public int Snapshots { get; init; } = 1;

    /// <summary>Number of slices that the cell's thickness is cut into; those without atoms cost nothing.</summary>
    public int Slices { get; init; } = 1;

    /// <summary>Of the snapshots.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Samples of the wave; null for the smallest that the band limit allows.</summary>
    public WaveGrid? Grid { get; init; }

    /// <summary>Finer samples for the transmission functions in place of each one of the wave's, along each axis.</summary>
    public int Refinement { get; init; } = 2;
}
