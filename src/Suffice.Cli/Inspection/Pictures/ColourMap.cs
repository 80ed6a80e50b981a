namespace Suffice.Cli.Inspection.Pictures;

/// <summary>
/// A perceptually uniform colour map, interpolated between nine of its colours: inferno and viridis of matplotlib
/// (Smith, van der Walt and Firing 2015, CC0).
/// </summary>
internal sealed class ColourMap
{
    private readonly uint[] _stops;

    private ColourMap(params uint[] stops) => _stops = stops;

    public static ColourMap Inferno { get; } =
        new(0x000004, 0x210C4A, 0x57106E, 0x8A226A, 0xBC3754, 0xE45A31, 0xF98E09, 0xF9CB35, 0xFCFFA4);

    public static ColourMap Viridis { get; } =
        new(0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725);

    /// <summary>The same colour at both ends, for directions: twilight_shifted of matplotlib (Bastian Bechtold 2018, CC0).</summary>
    public static ColourMap Twilight { get; } =
        new(0x2F1436, 0x54399E, 0x6276BA, 0x95B4C5, 0xE2D9E2, 0xCEAA9C, 0xB25652, 0x6E2050, 0x2F1436);

    /// <summary>The map as a gradient of CSS.</summary>
    public string Css => $"linear-gradient(to right, {string.Join(", ", _stops.Select(s => $"#{s:X6}"))})";

    /// <param name="position">0 to 1; what lies outside takes the colour of the end.</param>
    public (byte Red, byte Green, byte Blue) At(double position)
    {
        double at = Math.Clamp(position, 0, 1) * (_stops.Length - 1);
        int lower = Math.Min((int)at, _stops.Length - 2);
        double part = at - lower;
        return (Mix(16), Mix(8), Mix(0));

        byte Mix(int shift) => (byte)Math.Round((1 - part) * (_stops[lower] >> shift & 0xFF) + part * (_stops[lower + 1] >> shift & 0xFF));
    }
}
