using Suffice.Cubes;
using Suffice.Sources.Simulation.Diffraction;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// A stand-in for the published 4D diffraction scan, of which the shape, type, sparsity and largest count are known but not the
/// specimen: energy-filtered convergent-beam patterns of a silicon wedge along [110], slightly bent, in the shadow of a round aperture
/// with a weak glare about it. The discs' insides are many-beam diffraction; dose, camera length, aperture and glare are chosen so that
/// the shares of zeros come out as published at all three binnings, which need about a quarter of the pixels bright, a quarter at
/// some 0.06 electrons, and half at next to none.
/// </summary>
/// <remarks>
/// The published maxima of 4016, 1035.5 and 296.5 for the three binnings are all at scan position (99, 12) about pixel (191, 98): one
/// pixel among neighbours of about 45. It is a stray event here, at one position, on the rate of the pattern.
/// </remarks>
public sealed class DiffractionStandIn : SpecimenScan
{
    private const double Kilovolts = 200, SemiangleMrad = 3.6, MradPerPixel = 0.14, Electrons = 350_000, SizeNm = 256;
    private const double ThinNm = 20, ThickNm = 60, BumpNm = 2, BendMrad = 0.6, BlurPixels = 0.6, BeamsToMrad = 32, ExcitationLimit = 0.05;
    private const double ShadowMrad = 11.62, ShadowBlurPixels = 1.5, GlareShare = 0.0033, GlareMrad = 7.7;
    private const double StrayScanY = 99 / 256.0, StrayScanX = 12 / 256.0;
    private const float StrayElectrons = 3990;
    private const int DetectorPixels = 256, StrayRow = 191, StrayColumn = 98, Nodes = 15, Steps = 20;

    private readonly CrystalPatterns _patterns;
    private readonly SmoothField _bumps, _bendY, _bendX;
    private readonly float[] _shadow, _glare;

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
        DiscEdge edge = new(ShadowBlurPixels);
        _shadow = Detector.Map(angle => edge[(float)((angle - ShadowMrad) / MradPerPixel)]);
        double glare = ElectronsPerPattern * GlareShare * MradPerPixel * MradPerPixel / (2 * Math.PI * GlareMrad * GlareMrad);
        _glare = Detector.Map(angle => glare * Math.Exp(-0.5 * (angle / GlareMrad) * (angle / GlareMrad)));
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
        _patterns.Add(
            electrons, ElectronsPerPattern, thicknessAngstrom, Deformation.None, BendMrad * _bendY[y, x], BendMrad * _bendX[y, x]);
        for (int i = 0; i < electrons.Length; i++) electrons[i] = (electrons[i] * _shadow[i]) + _glare[i];
        if (scanY == (int)(StrayScanY * Scan.Size.Rows) && scanX == (int)(StrayScanX * Scan.Size.Columns))
            electrons[(StrayRow * DetectorPixels) + StrayColumn] += StrayElectrons;
    }

    private static SimulationPreset Make(string name, string summary, int binning) => new(name, summary,
        options => new SimulatedScan(name, new DiffractionStandIn(options), new DetectorModel(ElementType.UInt16), options.Seed, binning));

    private double ThicknessNm(int scanY, int scanX)
    {
        (double y, double x) = Scan.Fraction(scanY, scanX);
        return Math.Clamp(ThinNm + ((ThickNm - ThinNm) * ((0.75 * x) + (0.1 * y) + 0.08)) + (BumpNm * _bumps[y, x]), ThinNm / 2, ThickNm);
    }

    private static SimulationParameter[] Describe() =>
    [
        new("specimen", "wedge of Si along [110], slightly bent"),
        Parameter("accelerating voltage", Kilovolts, "kV"),
        Parameter("convergence semiangle", SemiangleMrad, "mrad"),
        Parameter("thinnest edge of the wedge", ThinNm, "nm"),
        Parameter("thickest edge of the wedge", ThickNm, "nm"),
        Parameter("bending", BendMrad, "mrad"),
        Parameter("shadow of the aperture from", ShadowMrad, "mrad"),
        Parameter("share of electrons in the glare", GlareShare),
        Parameter("standard deviation of the glare", GlareMrad, "mrad"),
        Parameter("blur of disc edges", BlurPixels, "pixels"),
        Parameter("electrons of the stray event", StrayElectrons),
    ];
}
