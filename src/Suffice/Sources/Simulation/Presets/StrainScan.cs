using System.Collections.Immutable;
using System.Globalization;
using Suffice.Cubes;
using Suffice.Sources.Simulation.Diffraction;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// A film on a silicon substrate, cross-section along [110], growth upwards: precession nano-beam diffraction for strain mapping.
/// The lattice is known everywhere: a step in the strain along growth at the interface, a smooth displacement field in the upper
/// three quarters, nothing in the lowest. Discs are placed by the lattice at the probe (column approximation); the film diffracts
/// like the substrate, and the strain does not change the discs' intensities.
/// </summary>
public sealed class StrainScan : SpecimenScan
{
    private const double Kilovolts = 200, SemiangleMrad = 0.8, MradPerPixel = 0.2, PrecessionMrad = 12, ThicknessNm = 40;
    private const double Electrons = 50_000, HeightNm = 75, WidthNm = 100, BlurPixels = 0.4;
    private const double BeamsToMrad = 36, ExcitationLimit = 0.05, MeanFreePathNm = 250;
    private const int DetectorPixels = 256, Nodes = 5, Azimuths = 24;
    private const double Interface = 0.4, Bottom = 0.75, FilmStrain = 0.012, StrainAlongRow = 0.006, LiftShare = 0.0015;

    private readonly CrystalPatterns _patterns;
    private readonly DiffuseHalo _halo;

    private StrainScan(SimulationOptions options)
        : base(new ScanFrame(options.ResolveScan(new ScanSize(128, 128), 0.5), HeightNm, WidthNm),
            new DetectorFrame(DetectorPixels, DetectorPixels, MradPerPixel, 127.3, 128.6), options.ResolveElectrons(Electrons))
    {
        ManyBeams beams = new(CubicCrystal.Silicon, CrystalOrientation.Zone([1, 1, 0], [1, -1, 0]), new ElectronBeam(Kilovolts), BeamsToMrad, ExcitationLimit);
        DiscLibrary library = new(beams, SemiangleMrad * 1.2, Nodes, 10 * ThicknessNm, 1, precessionMrad: PrecessionMrad, azimuths: Azimuths);
        _patterns = new CrystalPatterns(library, new DiscPainter(Detector, SemiangleMrad, BlurPixels), BeamsToMrad);
        _halo = new DiffuseHalo(Detector, MeanFreePathNm, 4, 1.6);
        Truth = [Scan.Truth("strain", "strain tensor and rotation of the lattice: e_xx, e_yy, e_xy, rotation in radian from x towards y; " +
            "x runs along a scan row, y to the next row; against undeformed silicon", "", 4, (y, x) =>
            {
                Deformation at = At(y, x);
                return [at.Xx, at.Yy, at.Xy, at.Rotation];
            })];
        SetParameters(Describe());
    }

    /// <summary>The row of the table of presets.</summary>
    public static SimulationPreset Preset { get; } = new("strain", "a film on silicon with a known smooth strain field and a step",
        options => new SimulatedScan("strain", new StrainScan(options), new DetectorModel(ElementType.UInt16), options.Seed));

    public override void Fill(int scanY, int scanX, Span<float> electrons)
    {
        electrons.Clear();
        _patterns.Add(electrons, ElectronsPerPattern * _halo.Elastic(10 * ThicknessNm), 10 * ThicknessNm, At(scanY, scanX));
        _halo.Add(electrons, ElectronsPerPattern, 10 * ThicknessNm);
    }

    private Deformation At(int scanY, int scanX)
    {
        (double y, double x) = Scan.Fraction(scanY, scanX);
        double step = y < Interface ? FilmStrain : 0;
        if (y >= Bottom) return Deformation.None;
        // u_x = a W / (2 pi) sin(2 pi x / W) w(y), u_y = b H cos(2 pi x / W) w(y), with w = (1 - (y / bottom)^2)^2.
        double q = y / Bottom, window = (1 - (q * q)) * (1 - (q * q)), slope = -4 * q * (1 - (q * q)) / Bottom;
        (double sin, double cos) = Math.SinCos(2 * Math.PI * x);
        double xByX = StrainAlongRow * cos * window, xByY = StrainAlongRow * WidthNm / (2 * Math.PI * HeightNm) * sin * slope;
        double yByY = LiftShare * cos * slope, yByX = -LiftShare * 2 * Math.PI * HeightNm / WidthNm * sin * window;
        return new Deformation(xByX, yByY + step, (xByY + yByX) / 2, (yByX - xByY) / 2);
    }

    private SimulationParameter[] Describe() =>
    [
        new("specimen", "Si along [110], x along [1-10], growth along [001] upwards"),
        Parameter("accelerating voltage", Kilovolts, "kV"),
        Parameter("convergence semiangle", SemiangleMrad, "mrad"),
        Parameter("precession angle", PrecessionMrad, "mrad"),
        Parameter("specimen thickness", ThicknessNm, "nm"),
        Parameter("share of electrons in the diffuse halo", 1 - _halo.Elastic(10 * ThicknessNm)),
        Parameter("strain along growth in the film", FilmStrain),
        Parameter("interface at", Interface * HeightNm, "nm"),
        Parameter("unstrained from", Bottom * HeightNm, "nm"),
        Parameter("largest smooth strain", StrainAlongRow),
        Parameter("blur of disc edges", BlurPixels, "pixels"),
    ];
}
