namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>
/// Small deformation of a lattice in the plane of the scan, x along a row and y to the next: displacements u have the gradient
/// du_x/dx = Xx, du_y/dy = Yy, (du_x/dy + du_y/dx) / 2 = Xy, (du_y/dx - du_x/dy) / 2 = Rotation, which turns x towards y.
/// </summary>
/// <param name="Xx">Strain.</param>
/// <param name="Yy">Strain.</param>
/// <param name="Xy">Strain, half the engineering shear.</param>
/// <param name="Rotation">In radian.</param>
public readonly record struct Deformation(double Xx, double Yy, double Xy, double Rotation)
{
    /// <summary>None.</summary>
    public static Deformation None => default;

    /// <summary>A reciprocal vector of the deformed lattice: g' = (1 + grad u)^-T g.</summary>
    public (double X, double Y) Reciprocal(double x, double y)
    {
        // F = ((a, b), (c, d)); F^-T = ((d, -c), (-b, a)) / det F.
        double a = 1 + Xx, b = Xy - Rotation, c = Xy + Rotation, d = 1 + Yy, determinant = (a * d) - (b * c);
        return (((d * x) - (c * y)) / determinant, ((a * y) - (b * x)) / determinant);
    }
}
