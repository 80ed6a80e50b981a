using Suffice.Cubes;

namespace Suffice.Cli.Inspection.Pictures;

/// <summary>A bar of a round length at the foot of an image.</summary>
/// <param name="Fraction">Of the image's width.</param>
/// <param name="Label">Length with its unit.</param>
internal sealed record ScaleBar(double Fraction, string Label)
{
    /// <summary>About a quarter of the width: 1, 2 or 5 times a power of ten.</summary>
    public static ScaleBar For(Axis axis)
    {
        double step = axis.IsCalibrated && axis.Scale != 0 && double.IsFinite(axis.Scale) ? Math.Abs(axis.Scale) : 1;
        double width = step * axis.Length;
        double power = Math.Pow(10, Math.Floor(Math.Log10(width / 4)));
        double length = new[] { 5.0, 2, 1 }.Select(d => d * power).First(l => l <= width / 4 * 1.0001);
        if (!axis.IsCalibrated) length = Math.Max(1, length);
        return new(length / width, $"{Figures.Number(length)} {(axis.IsCalibrated ? axis.Unit : "px")}");
    }
}
