using Suffice.Cubes;
using Suffice.Sources.Simulation.Crystals;
using Suffice.Sources.Simulation.Optics;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// A stand-in for the published 4D diffraction scan, of which the shape, type, sparsity and largest count are known but not the
/// specimen: convergent-beam patterns of a silicon wedge along [110], slightly bent, within the shadow of a round aperture. Dose,
/// camera length and halo are chosen so that the shares of zeros at the three binnings come out as published; the discs' intensities
/// are many-beam diffraction. One stray event of the published largest count stands where the published one does.
/// </summary>
public sealed class DiffractionStandIn : SpecimenScan
{
    private const double Kilovolts = 200, SemiangleMrad = 3.6, MradPerPixel = 0.24, Electrons = 500_000;
    private const double SizeNm = 256, ThinNm = 20, ThickNm = 60, BendMrad = 0.8, ShadowMrad = 25, ShadowBlurPixels = 1.5;
    private const double MeanFreePathNm = 400, HaloMrad = 3, HaloPower = 2, BlurPixels = 0.6, BeamsToMrad = 32, ExcitationLimit = 0.05;
    private const double StrayElectrons = 4016, StrayScanY = 99 / 256.0, StrayScanX = 12 / 256.0;
    private const int DetectorPixels = 256, StrayRow = 191, StrayColumn = 98, Nodes = 15, Steps = 20;

    private readonly CrystalPatterns _patterns;
    private readonly DiffuseHalo _halo;
    private readonly SmoothField _bumps, _bendY, _bendX;
    private readonly float[] _shadow;

    private DiffractionStandIn(SimulationOptions options)
        : base(new ScanFrame(options.ResolveScan(new ScanSize(256, 256), 0.25), SizeNm, SizeNm),
            new DetectorFrame(DetectorPixels, DetectorPixels, MradPerPixel, 126.4, 128.9), options.ResolveElectrons(Electrons))
    {
        Random random = RandomFrom(options.Seed);
        (_bumps, _bendY, _bendX) = (new SmoothField(random, 0.25), new SmoothField(random, 0.6), new SmoothField(random, 0.6));
        CrystalOrientation orientation = CrystalOrientation.Zone([1, 1, 0], [1, -1, 0], 0.23);
        ManyBeams beams = new(CubicCrystal.Silicon, orientation, new ElectronBeam(Kilovolts), BeamsToMrad, ExcitationLimit);
        DiscLibrary library = new(beams, SemiangleMrad + (3 * BendMrad), Nodes, 10 * ThickNm, Steps);
        _patterns = new CrystalPatterns(library, new DiscPainter(Detector, SemiangleMrad, BlurPixels), BeamsToMrad);
        _halo = new DiffuseHalo(Detector, MeanFreePathNm, HaloMrad, HaloPower);
        DiscEdge edge = new(ShadowBlurPixels);
        _shadow = Detector.Map(angle => edge[(float)((angle - ShadowMrad) / MradPerPixel)]);
        Truth = [Scan.Truth("thickness", "thickness of the specimen", "nm", 1, (y, x) => [ThicknessNm(y, x)])];
        SetParameters(Describe());
    }

    /// <summary>The rows of the table of presets: counts, and the same counts averaged over 2x2 and 4x4 pixels.</summary>
    public static IReadOnlyList<SimulationPreset> Presets { get; } =
    [
        Make("4d-diff", "stand-in for the published 4D diffraction scan", 1),
        Make("4d-diff-2x2", "the same, averaged over 2x2 detector pixels", 2),
        Make("4d-diff-4x4", "the same, averaged over 4x4 detector pixels", 4),
    ];

    public override void Fill(int scanY, int scanX, Span<float> electrons)
    {
        electrons.Clear();
        double thicknessAngstrom = 10 * ThicknessNm(scanY, scanX);
        (double y, double x) = Scan.Fraction(scanY, scanX);
        _patterns.Add(electrons, ElectronsPerPattern * _halo.Elastic(thicknessAngstrom), thicknessAngstrom, Deformation.None,
            BendMrad * _bendY[y, x], BendMrad * _bendX[y, x]);
        _halo.Add(electrons, ElectronsPerPattern, thicknessAngstrom);
        for (int i = 0; i < electrons.Length; i++) electrons[i] *= _shadow[i];
        if (scanY == (int)(StrayScanY * Scan.Size.Rows) && scanX == (int)(StrayScanX * Scan.Size.Columns))
            electrons[(StrayRow * DetectorPixels) + StrayColumn] = (float)StrayElectrons;
    }

    private static SimulationPreset Make(string name, string summary, int binning) => new(name, summary,
        options => new SimulatedScan(name, new DiffractionStandIn(options), new DetectorModel(ElementType.UInt16), options.Seed, binning));

    private double ThicknessNm(int scanY, int scanX)
    {
        (double y, double x) = Scan.Fraction(scanY, scanX);
        return Math.Clamp(ThinNm + ((ThickNm - ThinNm) * ((0.75 * x) + (0.1 * y) + 0.08)) + (2 * _bumps[y, x]), ThinNm / 2, ThickNm);
    }

    private static SimulationParameter[] Describe() =>
    [
        new("specimen", "wedge of Si along [110], slightly bent"),
        Parameter("acceleration voltage", Kilovolts, "kV"),
        Parameter("convergence semiangle", SemiangleMrad, "mrad"),
        Parameter("thinnest", ThinNm, "nm"),
        Parameter("thickest", ThickNm, "nm"),
        Parameter("bending", BendMrad, "mrad"),
        Parameter("shadow of the aperture from", ShadowMrad, "mrad"),
        Parameter("mean free path for diffuse scattering", MeanFreePathNm, "nm"),
        Parameter("width of the diffuse halo", HaloMrad, "mrad"),
        Parameter("power of the diffuse halo", HaloPower),
        Parameter("blur of disc edges", BlurPixels, "pixels"),
        Parameter("electrons of the stray event", StrayElectrons),
    ];
}
