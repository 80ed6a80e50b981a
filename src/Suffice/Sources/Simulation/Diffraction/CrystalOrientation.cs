namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>
/// How a crystal lies in the microscope. Laboratory axes: x along a scan row, y to the next row, z along the beam; detector columns
/// and rows run the same way.
/// </summary>
public sealed class CrystalOrientation
{
    private readonly double[] _x, _y, _z;

    private CrystalOrientation(double[] x, double[] y, double[] z) => (_x, _y, _z) = (x, y, z);

    /// <summary>Zone axis <paramref name="zone"/> along the beam, the part of <paramref name="along"/> across it turned from x towards y by an angle.</summary>
    /// <exception cref="ArgumentException">Both directions are the same.</exception>
    public static CrystalOrientation Zone(ReadOnlySpan<int> zone, ReadOnlySpan<int> along, double angleRad = 0)
    {
        double[] z = Unit([zone[0], zone[1], zone[2]]);
        double part = (along[0] * z[0]) + (along[1] * z[1]) + (along[2] * z[2]);
        double[] a = [along[0] - (part * z[0]), along[1] - (part * z[1]), along[2] - (part * z[2])];
        if ((a[0] * a[0]) + (a[1] * a[1]) + (a[2] * a[2]) < 1e-9) throw new ArgumentException("a direction across the zone axis must not be along it");
        a = Unit(a);
        double[] b = [(z[1] * a[2]) - (z[2] * a[1]), (z[2] * a[0]) - (z[0] * a[2]), (z[0] * a[1]) - (z[1] * a[0])];
        // a stands at the angle from x towards y, b a quarter turn further: x = cos a - sin b, y = sin a + cos b.
        (double sin, double cos) = Math.SinCos(angleRad);
        return new CrystalOrientation(Mix(a, cos, b, -sin), Mix(a, sin, b, cos), z);
    }

    /// <summary>The vector with these components along the cell's edges, in laboratory axes.</summary>
    public (double X, double Y, double Z) ToLaboratory(double a, double b, double c) =>
        (Dot(_x, a, b, c), Dot(_y, a, b, c), Dot(_z, a, b, c));

    private static double Dot(double[] axis, double a, double b, double c) => (axis[0] * a) + (axis[1] * b) + (axis[2] * c);

    private static double[] Mix(double[] a, double p, double[] b, double q) =>
        [(p * a[0]) + (q * b[0]), (p * a[1]) + (q * b[1]), (p * a[2]) + (q * b[2])];

    private static double[] Unit(double[] v)
    {
        double length = Math.Sqrt((v[0] * v[0]) + (v[1] * v[1]) + (v[2] * v[2]));
        return [v[0] / length, v[1] / length, v[2] / length];
    }
}
