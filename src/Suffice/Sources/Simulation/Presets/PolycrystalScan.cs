using Suffice.Cubes;
using Suffice.Sources.Simulation.Diffraction;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// A film of gold grains with an edge to vacuum, for virtual images and orientation mapping. Each grain lies near a random zone axis,
/// turned by a random angle; the film becomes thinner towards the edge. Where two grains meet, their patterns add by their shares of
/// the beam, without double diffraction from one to the other.
/// </summary>
public sealed class PolycrystalScan : SpecimenScan
{
    private const double Kilovolts = 300, SemiangleMrad = 2, MradPerPixel = 0.5, Electrons = 128_000;
    private const double SizeNm = 128, OverlapNm = 2, MaxThicknessNm = 30, EdgeThicknessNm = 4, MistiltMrad = 6;
    private const double MeanFreePathNm = 90, BlurPixels = 0.4, BeamsToMrad = 40, ExcitationLimit = 0.06;
    private const int DetectorPixels = 128, Grains = 12, Nodes = 7, Steps = 12;

    private static readonly int[][] Zones = [[0, 0, 1], [0, 1, 1], [1, 1, 1], [1, 1, 2], [0, 1, 2], [0, 1, 3], [1, 2, 3]];

    private readonly GrainMap _grains;
    private readonly CrystalPatterns[] _patterns = new CrystalPatterns[Grains];
    private readonly SmoothField _bumps;
    private readonly DiscPainter _painter;
    private readonly DiffuseHalo _halo;

    private PolycrystalScan(SimulationOptions options)
        : base(new ScanFrame(options.ResolveScan(new ScanSize(128, 128), 0.5), SizeNm, SizeNm),
            new DetectorFrame(DetectorPixels, DetectorPixels, MradPerPixel, 64.3, 62.8), options.ResolveElectrons(Electrons))
    {
        Random random = RandomFrom(options.Seed);
        _grains = new GrainMap(random, Grains, SizeNm, SizeNm, OverlapNm);
        _bumps = new SmoothField(random, 0.3);
        _painter = new DiscPainter(Detector, SemiangleMrad, BlurPixels);
        _halo = new DiffuseHalo(Detector, MeanFreePathNm, 7, 1.7);
        double[][] orientations = new double[Grains][];
        for (int grain = 0; grain < Grains; grain++)
        {
            int zone = random.Next(Zones.Length);
            (double angle, double tiltX, double tiltY) = (Math.Tau * random.NextDouble(), Mistilt(random), Mistilt(random));
            _patterns[grain] = Make(Zones[zone], angle, (tiltX, tiltY));
            orientations[grain] = [Zones[zone][0], Zones[zone][1], Zones[zone][2], angle, tiltX, tiltY];
        }
        Truth =
        [
            Scan.Truth("grains", "number of the grain, from 0; -1 is vacuum", "", 1, (y, x) => [ThicknessNm(y, x) > 0 ? Grain(y, x).Grain : -1]),
            Scan.Truth("thickness", "thickness of the film; 0 in vacuum", "nm", 1, (y, x) => [ThicknessNm(y, x)]),
            new TruthDataset("orientations", "of each grain: zone axis u, v, w; angle in radian from x towards y by which it is turned about the " +
                "beam; direction of the beam against the zone axis in mrad, x, then y", "", [Grains, 6], [.. orientations.SelectMany(row => row)]),
        ];
        SetParameters(Describe());
    }

    /// <summary>The row of the table of presets.</summary>
    public static SimulationPreset Preset { get; } = new("polycrystal", "gold grains of known orientation, with vacuum and varying thickness",
        options => new SimulatedScan("polycrystal", new PolycrystalScan(options), new DetectorModel(ElementType.UInt16), options.Seed));

    public override void Fill(int scanY, int scanX, Span<float> electrons)
    {
        electrons.Clear();
        double thicknessAngstrom = 10 * ThicknessNm(scanY, scanX), elastic = ElectronsPerPattern * _halo.Elastic(thicknessAngstrom);
        if (thicknessAngstrom == 0)
        {
            _painter.Add(electrons, 0, 0, ElectronsPerPattern);
            return;
        }
        (int grain, int neighbour, double share) = Grain(scanY, scanX);
        _patterns[grain].Add(electrons, elastic * share, thicknessAngstrom, Deformation.None);
        if (share < 1) _patterns[neighbour].Add(electrons, elastic * (1 - share), thicknessAngstrom, Deformation.None);
        _halo.Add(electrons, ElectronsPerPattern, thicknessAngstrom);
    }

    private static double Mistilt(Random random) => MistiltMrad * ((2 * random.NextDouble()) - 1);

    private CrystalPatterns Make(int[] zone, double angle, (double X, double Y) tilt)
    {
        // A direction across the zone axis that none of the zone axes is along.
        CrystalOrientation orientation = CrystalOrientation.Zone(zone, [1, -1, 0], angle);
        ManyBeams beams = new(CubicCrystal.Gold, orientation, new ElectronBeam(Kilovolts), BeamsToMrad, ExcitationLimit);
        return new CrystalPatterns(new DiscLibrary(beams, 1.25 * SemiangleMrad, Nodes, 10 * MaxThicknessNm, Steps, tilt), _painter, BeamsToMrad);
    }

    private (int Grain, int Neighbour, double Share) Grain(int scanY, int scanX)
    {
        (double y, double x) = Scan.Fraction(scanY, scanX);
        return _grains.At(y * SizeNm, x * SizeNm);
    }

    // The edge is an uneven arc about the lower right corner; the film reaches its thickness a third of the field further in.
    private double ThicknessNm(int scanY, int scanX)
    {
        (double y, double x) = Scan.Fraction(scanY, scanX);
        double inside = Math.Sqrt(((1 - y) * (1 - y)) + ((1 - x) * (1 - x))) - 0.45 - (0.03 * _bumps[y, x]);
        if (inside <= 0) return 0;
        double rise = 1 - Math.Exp(-3 * inside);
        return Math.Min(MaxThicknessNm, (EdgeThicknessNm + (18 * rise)) * (1 + (0.12 * _bumps[x, y])));
    }

    private static SimulationParameter[] Describe() =>
    [
        new("specimen", "film of gold grains with an edge to vacuum"),
        Parameter("grains", Grains),
        Parameter("accelerating voltage", Kilovolts, "kV"),
        Parameter("convergence semiangle", SemiangleMrad, "mrad"),
        Parameter("largest tilt off a zone axis along x or y", MistiltMrad, "mrad"),
        Parameter("largest thickness", MaxThicknessNm, "nm"),
        Parameter("thickness at the edge", EdgeThicknessNm, "nm"),
        Parameter("mean free path for diffuse scattering", MeanFreePathNm, "nm"),
        Parameter("overlap of grains at a boundary", OverlapNm, "nm"),
        Parameter("blur of disc edges", BlurPixels, "pixels"),
    ];
}
