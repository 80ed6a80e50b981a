using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>Where on the detector a scattering angle arrives.</summary>
/// <param name="Rows">Detector pixels along y.</param>
/// <param name="Columns">Detector pixels along x.</param>
/// <param name="MradPerPixel">Angle from pixel to pixel.</param>
/// <param name="CentreY">Row, in fractions of a pixel, that the undiffracted beam arrives at.</param>
/// <param name="CentreX">Column.</param>
public sealed record DetectorFrame(int Rows, int Columns, double MradPerPixel, double CentreY, double CentreX)
{
    /// <summary>Pixels of one pattern.</summary>
    public int Pixels => Rows * Columns;

    /// <summary>Rows, then columns, calibrated from the undiffracted beam.</summary>
    public ImmutableArray<Axis> Axes =>
    [
        new Axis("detector_y", Rows, MradPerPixel, -CentreY * MradPerPixel, "mrad"),
        new Axis("detector_x", Columns, MradPerPixel, -CentreX * MradPerPixel, "mrad"),
    ];

    /// <summary>A map over the pixels of a function of the angle, in mrad, from the undiffracted beam.</summary>
    public float[] Map(Func<double, double> ofAngle)
    {
        float[] map = new float[Pixels];
        for (int y = 0; y < Rows; y++)
            for (int x = 0; x < Columns; x++)
                map[(y * Columns) + x] = (float)ofAngle(MradPerPixel * Math.Sqrt(((y - CentreY) * (y - CentreY)) + ((x - CentreX) * (x - CentreX))));
        return map;
    }

    /// <summary>Such a map whose sum is 1.</summary>
    public float[] UnitMap(Func<double, double> ofAngle)
    {
        float[] map = Map(ofAngle);
        double sum = 0;
        foreach (float value in map) sum += value;
        for (int i = 0; i < map.Length; i++) map[i] = (float)(map[i] / sum);
        return map;
    }
}
