using System.Collections.Immutable;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Specimens;

namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>One diffracted beam.</summary>
/// <param name="H">Miller index.</param>
/// <param name="K">Miller index.</param>
/// <param name="L">Miller index.</param>
/// <param name="Gx">Component of the reciprocal vector along laboratory x, in A^-1.</param>
/// <param name="Gy">Along y.</param>
/// <param name="Gz">Along the beam.</param>
public readonly record struct DiffractedBeam(int H, int K, int L, double Gx, double Gy, double Gz);

/// <summary>
/// Dynamical diffraction of a plane wave by a perfect crystal plate: the equations of Darwin, Howie and Whelan for all beams at once,
/// d psi_g / dz = 2 pi i s_g psi_g + i sigma sum_h V_(g-h) psi_h, without absorption. Source: De Graef, Introduction to
/// Conventional Transmission Electron Microscopy (2003), sections 5.5 to 5.7. Unlike a multislice calculation it takes any
/// orientation of the crystal; for a zone axis both agree.
/// </summary>
public sealed class ManyBeams
{
    private readonly double[] _couplings;
    private readonly double _wavelengthAngstrom;

    /// <summary>Chooses the beams that matter and their couplings.</summary>
    /// <param name="crystal">What diffracts.</param>
    /// <param name="orientation">How it lies.</param>
    /// <param name="beam">Of electrons.</param>
    /// <param name="maxAngleMrad">Beams up to this angle from the axis take part.</param>
    /// <param name="maxExcitationError">Beams further than this from the Ewald sphere of an axial wave are left out; in A^-1.</param>
    public ManyBeams(CubicCrystal crystal, CrystalOrientation orientation, ElectronBeam beam, double maxAngleMrad, double maxExcitationError)
    {
        _wavelengthAngstrom = beam.WavelengthA;
        Beams = Choose(crystal, orientation, maxAngleMrad, maxExcitationError);
        int count = Beams.Length;
        _couplings = new double[count * count];
        Dictionary<(int H, int K, int L), double> known = [];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                if (i == j) continue;
                (int H, int K, int L) index = (Beams[i].H - Beams[j].H, Beams[i].K - Beams[j].K, Beams[i].L - Beams[j].L);
                if (!known.TryGetValue(index, out double potential))
                    known[index] = potential = crystal.PotentialVolts(index.H, index.K, index.L);
                _couplings[(i * count) + j] = beam.InteractionPerVoltA * potential;
            }
        }
    }

    /// <summary>The beams; the first is the direct one.</summary>
    public ImmutableArray<DiffractedBeam> Beams { get; }

    /// <summary>Angle of a beam from the direct one, for an axial wave.</summary>
    public (double X, double Y) AngleMrad(DiffractedBeam beam) => (1e3 * _wavelengthAngstrom * beam.Gx, 1e3 * _wavelengthAngstrom * beam.Gy);

    /// <summary>Intensity of every beam at equal steps of thickness, as a share of the incoming wave.</summary>
    /// <param name="tiltXMrad">Direction of the incoming wave.</param>
    /// <param name="tiltYMrad">Direction of the incoming wave.</param>
    /// <param name="stepAngstrom">Between two thicknesses.</param>
    /// <param name="intensities">Steps by beams; the first step is one step thick.</param>
    public void Propagate(double tiltXMrad, double tiltYMrad, double stepAngstrom, Span<double> intensities)
    {
        int count = Beams.Length;
        double[] errors = new double[count];
        for (int i = 0; i < count; i++)
            errors[i] = 2 * Math.PI * ExcitationError(Beams[i], 1e-3 * tiltXMrad, 1e-3 * tiltYMrad);
        ChebyshevExponential exponential = new(_couplings, errors, stepAngstrom);
        double[] real = new double[count], imaginary = new double[count];
        real[0] = 1;
        for (int at = 0; at < intensities.Length; at += count)
        {
            exponential.Apply(real, imaginary);
            for (int i = 0; i < count; i++) intensities[at + i] = (real[i] * real[i]) + (imaginary[i] * imaginary[i]);
        }
    }

    private double ExcitationError(in DiffractedBeam beam, double tiltX, double tiltY)
    {
        double square = (beam.Gx * beam.Gx) + (beam.Gy * beam.Gy) + (beam.Gz * beam.Gz);
        double axial = Math.Sqrt(1 - (tiltX * tiltX) - (tiltY * tiltY));
        return -((tiltX * beam.Gx) + (tiltY * beam.Gy) + (axial * beam.Gz)) - (0.5 * _wavelengthAngstrom * square);
    }

    private ImmutableArray<DiffractedBeam> Choose(CubicCrystal crystal, CrystalOrientation orientation, double maxAngleMrad, double maxExcitationError)
    {
        double largest = 1e-3 * maxAngleMrad / _wavelengthAngstrom;
        int limit = (int)Math.Ceiling((largest + 0.2) * crystal.EdgeAngstrom);
        List<DiffractedBeam> beams = [];
        for (int h = -limit; h <= limit; h++)
        {
            for (int k = -limit; k <= limit; k++)
            {
                for (int l = -limit; l <= limit; l++)
                {
                    // Face centring leaves reflections of equal parity; no path of such leads to another.
                    if (crystal.IsFaceCentred && (((h ^ k) & 1) != 0 || ((h ^ l) & 1) != 0)) continue;
                    (double x, double y, double z) = orientation.ToLaboratory(h / crystal.EdgeAngstrom, k / crystal.EdgeAngstrom, l / crystal.EdgeAngstrom);
                    DiffractedBeam beam = new(h, k, l, x, y, z);
                    if ((x * x) + (y * y) > largest * largest || Math.Abs(ExcitationError(beam, 0, 0)) > maxExcitationError) continue;
                    beams.Add(beam);
                }
            }
        }
        return [.. beams.OrderBy(beam => (beam.Gx * beam.Gx) + (beam.Gy * beam.Gy) + (beam.Gz * beam.Gz)).ThenBy(beam => (beam.H, beam.K, beam.L))];
    }
}
