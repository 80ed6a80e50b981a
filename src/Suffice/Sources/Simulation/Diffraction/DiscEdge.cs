namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>
/// The edge of a disc on the detector: how much of a pixel's light is left at some distance from the edge. A sharp edge behind a
/// Gaussian blur; the blur takes in the pixel's own extent, so that centres of mass do not depend on where in a pixel a disc lies.
/// </summary>
internal sealed class DiscEdge
{
    private const int StepsPerPixel = 64;

    private readonly float[] _table;

    /// <param name="blurPixels">Standard deviation of the blur by aperture and detector, without the pixel's own extent.</param>
    public DiscEdge(double blurPixels)
    {
        double sigma = SigmaPixels = Math.Sqrt((blurPixels * blurPixels) + (1.0 / 12));
        ReachPixels = 4 * sigma;
        _table = new float[(int)Math.Ceiling(2 * ReachPixels * StepsPerPixel) + 2];
        for (int i = 0; i < _table.Length; i++)
            _table[i] = (float)(0.5 * MathNet.Numerics.SpecialFunctions.Erfc((((double)i / StepsPerPixel) - ReachPixels) / (sigma * Math.Sqrt(2))));
    }

    /// <summary>Standard deviation of the whole blur.</summary>
    public double SigmaPixels { get; }

    /// <summary>Distance from the edge beyond which nothing is left.</summary>
    public double ReachPixels { get; }

    /// <param name="outsidePixels">Distance from the edge, positive outside.</param>
    public float this[float outsidePixels]
    {
        get
        {
            float at = (outsidePixels + (float)ReachPixels) * StepsPerPixel;
            if (at <= 0) return 1;
            int index = (int)at;
            if (index + 1 >= _table.Length) return 0;
            float part = at - index;
            return ((1 - part) * _table[index]) + (part * _table[index + 1]);
        }
    }
}
