using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>Every parameter of a simulated scan, in reading order.</summary>
public static class SimulationDescription
{
    /// <summary>The scan as a whole, the detector's options that are in use, then what the rates follow from.</summary>
    public static IReadOnlyList<SimulationParameter> Of(SimulatedScan scan)
    {
        Cube cube = scan.Cube;
        DetectorModel detector = scan.Detector;
        List<SimulationParameter> all =
        [
            new("preset", scan.Preset),
            new("seed", scan.Seed.ToString(CultureInfo.InvariantCulture)),
            new("shape", cube.Shape.ToString()),
            new("type", cube.Element.Name()),
        ];
        if (scan.Binning > 1) all.Add(new("binning", scan.Binning.ToString(CultureInfo.InvariantCulture), "pixels, mean of counts"));
        if (detector.Saturation is { } saturation) all.Add(new("largest count", saturation.ToString(CultureInfo.InvariantCulture)));
        Add("gain spread", detector.GainSpread);
        Add("hot pixels", detector.HotPixels, "of all pixels");
        Add("counts of a hot pixel", detector.HotPixelCounts, "per pattern");
        Add("dead pixels", detector.DeadPixels, "of all pixels");
        Add("charge sharing", detector.ChargeSharing, "of all electrons");
        Add("beam current noise", detector.BeamNoise);
        return [.. all, .. scan.Rates.Parameters];

        void Add(string name, double value, string unit = "")
        {
            if (value != 0) all.Add(new(name, value.ToString("R", CultureInfo.InvariantCulture), unit));
        }
    }
}
