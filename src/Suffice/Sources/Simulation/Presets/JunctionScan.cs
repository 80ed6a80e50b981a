using Suffice.Cubes;
using Suffice.Sources.Simulation.Diffraction;
using Suffice.Sources.Simulation.Optics;

namespace Suffice.Sources.Simulation.Presets;

/// <summary>
/// A p-n junction in gallium arsenide, p to the left, and a charged defect beside it, for measuring fields by the deflection of the
/// direct beam. The whole disc moves by the angle e E t / (gamma m v^2), which is lambda sigma / (2 pi) times the field projected over
/// the thickness; that is the probe's own view of a field which is the same across it. Neither diffraction contrast nor dead layers.
/// </summary>
/// <remarks>
/// Compare Shibata et al., "Imaging of built-in electric field at a p-n junction by scanning transmission electron microscopy",
/// Sci. Rep. 5 (2015) 10040. The junction's field is that of the depletion approximation: a triangle.
/// </remarks>
public sealed class JunctionScan : SpecimenScan
{
    private const double Kilovolts = 200, SemiangleMrad = 0.2, MradPerPixel = 0.0125, Electrons = 60_000;
    private const double HeightNm = 192, WidthNm = 256, ThicknessNm = 150, ThicknessSpread = 0.05;
    private const double PeakField = 6e7, DepletionLeftNm = 32, DepletionRightNm = 20, JunctionAt = 0.5;
    private const double DefectVolts = 0.6, DefectWidthNm = 14, DefectY = 0.35, DefectX = 0.25;
    private const double InelasticNm = 120, LostNm = 200, BlurPixels = 0.5, InelasticBlurPixels = 3;
    private const int DetectorPixels = 64;

    private readonly DiscPainter _elastic, _inelastic;
    private readonly SmoothField _bumps;
    private readonly double _mradPerVolt;

    private JunctionScan(SimulationOptions options)
        : base(new ScanFrame(options.ResolveScan(new ScanSize(192, 256), 0.25), HeightNm, WidthNm),
            new DetectorFrame(DetectorPixels, DetectorPixels, MradPerPixel, 31.7, 31.2), options.ResolveElectrons(Electrons))
    {
        ElectronBeam beam = new(Kilovolts);
        // Volts over Angstrom times Angstrom are volts: lambda sigma / (2 pi) is 1 / (gamma m v^2 / e).
        _mradPerVolt = 1e3 * beam.WavelengthA * beam.InteractionPerVoltA / (2 * Math.PI);
        _bumps = new SmoothField(RandomFrom(options.Seed), 0.5);
        _elastic = new DiscPainter(Detector, SemiangleMrad, BlurPixels);
        _inelastic = new DiscPainter(Detector, SemiangleMrad, InelasticBlurPixels);
        Truth =
        [
            Scan.Truth("electric_field", "in-plane electric field: component along a scan row (x), then to the next row (y)", "V/m", 2,
                (y, x) => At(y, x) is var at ? [at.FieldX, at.FieldY] : []),
            Scan.Truth("thickness", "thickness of the specimen", "nm", 1, (y, x) => [At(y, x).ThicknessNm]),
            Scan.Truth("deflection", "angle by which the field turns the beam: along detector columns (x), then rows (y)", "mrad", 2,
                (y, x) => Deflection(At(y, x)) is var angle ? [angle.X, angle.Y] : []),
        ];
        SetParameters(Describe());
    }

    /// <summary>The row of the table of presets.</summary>
    public static SimulationPreset Preset { get; } = new("junction", "a p-n junction and a charged defect with a known electric field",
        options => new SimulatedScan("junction", new JunctionScan(options), new DetectorModel(ElementType.UInt16), options.Seed));

    public override void Fill(int scanY, int scanX, Span<float> electrons)
    {
        electrons.Clear();
        Place at = At(scanY, scanX);
        (double x, double y) = Deflection(at);
        double left = ElectronsPerPattern * Math.Exp(-at.ThicknessNm / LostNm), unscattered = Math.Exp(-at.ThicknessNm / InelasticNm);
        _elastic.Add(electrons, y, x, left * unscattered);
        _inelastic.Add(electrons, y, x, left * (1 - unscattered));
    }

    private (double X, double Y) Deflection(in Place at)
    {
        // The force on an electron is against the field.
        double mradPerField = -_mradPerVolt * at.ThicknessNm * 1e-9;
        return (mradPerField * at.FieldX, mradPerField * at.FieldY);
    }

    private Place At(int scanY, int scanX)
    {
        (double y, double x) = Scan.Fraction(scanY, scanX);
        double fromJunction = (x - JunctionAt) * WidthNm;
        // From the n side, on the right, to the p side.
        double junction = -PeakField * Math.Max(0, 1 - (Math.Abs(fromJunction) / (fromJunction < 0 ? DepletionLeftNm : DepletionRightNm)));
        // The defect's potential is V exp(-r^2 / (2 w^2)); its field is the gradient's negative.
        double defectY = (y - DefectY) * HeightNm / DefectWidthNm, defectX = (x - DefectX) * WidthNm / DefectWidthNm;
        double defect = DefectVolts / (DefectWidthNm * 1e-9) * Math.Exp(-0.5 * ((defectY * defectY) + (defectX * defectX)));
        return new Place(junction + (defect * defectX), defect * defectY, ThicknessNm * (1 + (ThicknessSpread * _bumps[y, x])));
    }

    private SimulationParameter[] Describe() =>
    [
        new("specimen", "GaAs p-n junction across the rows, p to the left"),
        Parameter("accelerating voltage", Kilovolts, "kV"),
        Parameter("convergence semiangle", SemiangleMrad, "mrad"),
        Parameter("specimen thickness", ThicknessNm, "nm"),
        Parameter("relative spread of thickness", ThicknessSpread),
        Parameter("deflection per volt", _mradPerVolt, "mrad"),
        Parameter("peak field of the junction", PeakField, "V/m"),
        Parameter("depletion on the left", DepletionLeftNm, "nm"),
        Parameter("depletion on the right", DepletionRightNm, "nm"),
        Parameter("potential of the defect", DefectVolts, "V"),
        Parameter("width of the defect", DefectWidthNm, "nm"),
        Parameter("mean free path for energy loss", InelasticNm, "nm"),
        Parameter("mean free path for scattering past the detector", LostNm, "nm"),
        Parameter("blur of disc edges", BlurPixels, "pixels"),
        Parameter("blur after energy loss", InelasticBlurPixels, "pixels"),
    ];

    private readonly record struct Place(double FieldX, double FieldY, double ThicknessNm);
}
