using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Simulation;

namespace Suffice.Tests.Sources.Simulation;

/// <summary>A disc of one rate, which grows a little along the scan, and nothing around it.</summary>
internal sealed class DiscRates(CubeShape shape, double rate, double radius = double.PositiveInfinity) : IElectronRates
{
    public CubeShape Shape { get; } = shape;

    public ImmutableArray<Axis> ScanAxes { get; } = [new("scan_y", shape.ScanY, 0.5, 0, "nm"), new("scan_x", shape.ScanX, 0.5, 0, "nm")];

    public ImmutableArray<Axis> DetectorAxes { get; } =
        [new("detector_y", shape.DetectorY, 1.5, -1.5 * shape.DetectorY / 2, "mrad"), new("detector_x", shape.DetectorX, 1.5, -1.5 * shape.DetectorX / 2, "mrad")];

    public IReadOnlyList<SimulationParameter> Parameters { get; } = [new("convergence semiangle", "12.5", "mrad")];

    public IReadOnlyList<TruthDataset> Truth { get; } =
        [new("strain", "Relative change of the lattice, (y, x).", "", [2, 3], [0.01, 0.02, 0.03, 0.04, 0.05, 0.06])];

    public void Fill(int scanY, int scanX, Span<float> electrons)
    {
        for (int y = 0; y < Shape.DetectorY; y++)
            for (int x = 0; x < Shape.DetectorX; x++)
            {
                double distance = Math.Sqrt(Math.Pow(y - Shape.DetectorY / 2, 2) + Math.Pow(x - Shape.DetectorX / 2, 2));
                electrons[y * Shape.DetectorX + x] = distance > radius ? 0 : (float)rate;
            }
    }

    public static SimulatedScan Scan(CubeShape shape, double rate, double radius = double.PositiveInfinity, DetectorModel? detector = null, ulong seed = 1, int binning = 1) =>
        new("disc", new DiscRates(shape, rate, radius), detector ?? new DetectorModel(ElementType.UInt16), seed, binning);
}
