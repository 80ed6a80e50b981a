namespace Suffice.Views;

/// <summary>
/// What a Bragg disc is looked for with: a disc with a soft edge within a negative ring, whose sum is 0, so that a smooth background gives nothing.
/// It is a function of the distance, so that its correlation with a pattern is known at every fraction of a pixel.
/// </summary>
/// <remarks>Zero-sum kernels: Savitzky et al., Microsc. Microanal. 27, 712 (2021).</remarks>
public sealed class DiscTemplate
{
    // Width over which the edge rises, in pixels: a pixel's own width and a little more.
    private const double EdgePixels = 1.6;

    private readonly double _ringWeight;

    /// <param name="radiusPixels">Radius of the discs.</param>
    public DiscTemplate(double radiusPixels)
    {
        if (!(radiusPixels >= 1)) throw new ArgumentException($"a disc's radius must be at least 1 pixel, not {radiusPixels:0.##}", nameof(radiusPixels));
        RadiusPixels = radiusPixels;
        RingPixels = 1.25 * radiusPixels + 1.5;
        Reach = (int)Math.Ceiling(RingPixels + EdgePixels);
        double disc = Math.PI * radiusPixels * radiusPixels;
        _ringWeight = disc / (Math.PI * RingPixels * RingPixels - disc);
    }

    public double RadiusPixels { get; }

    /// <summary>Outer radius of the ring.</summary>
    public double RingPixels { get; }

    /// <summary>How far the template reaches, in whole pixels.</summary>
    public int Reach { get; }

    /// <summary>Weight and its derivative by the distance, at a distance from the centre in pixels.</summary>
    public (double Weight, double Slope) At(double distance)
    {
        (double inner, double innerSlope) = Edge(distance - RadiusPixels);
        (double outer, double outerSlope) = Edge(distance - RingPixels);
        return (inner * (1 + _ringWeight) - outer * _ringWeight, innerSlope * (1 + _ringWeight) - outerSlope * _ringWeight);
    }

    // 1 inside, 0 outside, a raised cosine over the edge.
    private static (double Value, double Slope) Edge(double outside)
    {
        double at = outside / EdgePixels + 0.5;
        if (at <= 0) return (1, 0);
        if (at >= 1) return (0, 0);
        return ((1 + Math.Cos(Math.PI * at)) / 2, -Math.PI / (2 * EdgePixels) * Math.Sin(Math.PI * at));
    }
}
