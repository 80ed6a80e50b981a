namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>A random function of the place in the field of view: mean about 0, standard deviation about 1, no detail below a given size.</summary>
public sealed class SmoothField
{
    private const int Waves = 24;

    private readonly (double FrequencyY, double FrequencyX, double Phase)[] _waves = new (double, double, double)[Waves];

    /// <param name="random">Where the waves come from.</param>
    /// <param name="detail">Shortest wavelength, as a fraction of the field of view.</param>
    public SmoothField(Random random, double detail)
    {
        for (int i = 0; i < Waves; i++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
            double frequency = Math.Sqrt(random.NextDouble()) / detail;
            _waves[i] = (frequency * sin, frequency * cos, random.NextDouble());
        }
    }

    public double this[double y, double x]
    {
        get
        {
            double sum = 0;
            foreach ((double frequencyY, double frequencyX, double phase) in _waves)
                sum += Math.Cos(2 * Math.PI * ((frequencyY * y) + (frequencyX * x) + phase));
            return sum * Math.Sqrt(2.0 / Waves);
        }
    }
}
