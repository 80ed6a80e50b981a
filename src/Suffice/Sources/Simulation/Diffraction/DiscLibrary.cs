namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>
/// The inside of every diffraction disc of one crystal, computed once: intensity against the direction of the incoming wave and
/// against thickness. As long as discs do not overlap, their intensities do not depend on where the probe stands.
/// </summary>
public sealed class DiscLibrary
{
    private readonly float[] _intensities;
    private readonly double _stepAngstrom;
    private readonly int _steps;

    /// <param name="beams">Diffraction of plane waves.</param>
    /// <param name="spanMrad">Directions from minus to plus this along each axis.</param>
    /// <param name="nodes">Directions along each axis.</param>
    /// <param name="thicknessAngstrom">The thickest place.</param>
    /// <param name="steps">Thicknesses between vacuum and there.</param>
    /// <param name="centre">Direction, in mrad against the zone axis, that the others are counted from: how much the crystal is tilted.</param>
    /// <param name="precessionMrad">Angle of a hollow cone that the beam goes round during one exposure, descanned behind the specimen; 0 for none.</param>
    /// <param name="azimuths">Directions on that cone.</param>
    public DiscLibrary(
        ManyBeams beams, double spanMrad, int nodes, double thicknessAngstrom, int steps, (double X, double Y) centre = default,
        double precessionMrad = 0, int azimuths = 1)
    {
        (SpanMrad, Nodes, _steps, _stepAngstrom) = (spanMrad, nodes, steps, thicknessAngstrom / steps);
        Angles = [.. beams.Beams.Select(beams.AngleMrad)];
        int count = Angles.Count;
        _intensities = new float[(steps + 1) * count * nodes * nodes];
        Parallel.For(0, nodes * nodes, node =>
        {
            double[] sum = new double[steps * count], one = new double[steps * count];
            (double tiltX, double tiltY) = (centre.X + Tilt(node % nodes), centre.Y + Tilt(node / nodes));
            for (int i = 0; i < azimuths; i++)
            {
                (double sin, double cos) = Math.SinCos(2 * Math.PI * i / azimuths);
                beams.Propagate(tiltX + (precessionMrad * cos), tiltY + (precessionMrad * sin), _stepAngstrom, one);
                for (int j = 0; j < sum.Length; j++) sum[j] += one[j] / azimuths;
            }
            _intensities[node] = 1;
            for (int i = 0; i < sum.Length; i++) _intensities[((count + i) * nodes * nodes) + node] = (float)sum[i];
        });
    }

    /// <summary>Angle of every disc's centre from the direct one's, which is the first.</summary>
    public IReadOnlyList<(double X, double Y)> Angles { get; }

    /// <summary>Directions along each axis.</summary>
    public int Nodes { get; }

    /// <summary>The largest component of a direction.</summary>
    public double SpanMrad { get; }

    /// <summary>Intensity of one disc at some thickness for every direction: rows by columns, from minus to plus <see cref="SpanMrad"/>.</summary>
    public void Read(int disc, double thicknessAngstrom, Span<float> nodes)
    {
        double at = Math.Clamp(thicknessAngstrom / _stepAngstrom, 0, _steps);
        int step = Math.Min((int)at, _steps - 1);
        float part = (float)(at - step);
        ReadOnlySpan<float> thinner = Disc(step, disc), thicker = Disc(step + 1, disc);
        for (int i = 0; i < nodes.Length; i++) nodes[i] = ((1 - part) * thinner[i]) + (part * thicker[i]);
    }

    private ReadOnlySpan<float> Disc(int step, int disc) =>
        _intensities.AsSpan(((step * Angles.Count) + disc) * Nodes * Nodes, Nodes * Nodes);

    private double Tilt(int node) => SpanMrad * ((2.0 * node / (Nodes - 1)) - 1);
}
