using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>What the electrons of a simulated scan are expected to do: the rate of every detector pixel at every probe position.</summary>
public interface IElectronRates
{
    /// <summary>Scan and detector extents; a spectrum image is (sy, sx, 1, energy).</summary>
    CubeShape Shape { get; }

    /// <summary>Two calibrated axes over probe positions, slowest first.</summary>
    ImmutableArray<Axis> ScanAxes { get; }

    /// <summary>The calibrated detector axes, slowest first: two, or one for spectra.</summary>
    ImmutableArray<Axis> DetectorAxes { get; }

    /// <summary>Every parameter that these rates follow from, with its unit, in reading order.</summary>
    IReadOnlyList<SimulationParameter> Parameters { get; }

    /// <summary>What is known of the specimen: atoms, strain, field, grains.</summary>
    IReadOnlyList<TruthDataset> Truth { get; }

    /// <summary>
    /// Expected electrons in each detector pixel at one probe position, row-major, before the detector's faults; exactly 0 where no
    /// electron can arrive. The same for the same position whichever thread asks, in any order; safe for several threads at once.
    /// </summary>
    void Fill(int scanY, int scanX, Span<float> electrons);
}
