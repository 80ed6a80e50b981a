using Suffice.Cubes;

namespace Suffice.Sources.Simulation;

/// <summary>A simulated experiment before anything is drawn: rates, detector and seed.</summary>
/// <param name="Preset">Name of the preset that it was made from.</param>
/// <param name="Rates">What the electrons are expected to do.</param>
/// <param name="Detector">How they are counted.</param>
/// <param name="Seed">Of the Poisson draws and the detector's faults.</param>
/// <param name="Binning">Detector pixels along each axis whose counts are averaged into one float32 sample; 1 for counts.</param>
public sealed record SimulatedScan(string Preset, IElectronRates Rates, DetectorModel Detector, ulong Seed, int Binning = 1)
{
    /// <summary>What is recorded: binned pixels are float32, their axes lie at the pixels' centres.</summary>
    /// <exception cref="ArgumentException">The binning does not divide the detector, or the counts have no type that is written.</exception>
    public Cube Cube
    {
        get
        {
            CubeShape shape = Rates.Shape;
            if (Binning < 1 || shape.DetectorY % Binning != 0 || shape.DetectorX % Binning != 0)
                throw new ArgumentException($"{Preset}: binning by {Binning} does not divide a detector of {shape.DetectorY} x {shape.DetectorX} pixels");
            if (Binning == 1 && Detector.Element is not (ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32))
                throw new ArgumentException($"{Preset}: counts are uint8, uint16 or uint32, not {Detector.Element.Name()}");
            return new Cube(
                Binning > 1 ? ElementType.Float32 : Detector.Element, SampleOrder.Native, Rates.ScanAxes,
                [.. Rates.DetectorAxes.Select(Binned)], shape with { DetectorY = shape.DetectorY / Binning, DetectorX = shape.DetectorX / Binning });
        }
    }

    /// <summary>The largest count of one pixel: the counter's depth or what its type holds.</summary>
    internal int CountLimit => Math.Min(Detector.Saturation ?? int.MaxValue, Detector.Element switch
    {
        ElementType.UInt8 => byte.MaxValue,
        ElementType.UInt16 => ushort.MaxValue,
        _ => int.MaxValue,
    });

    private Axis Binned(Axis axis) => axis with
    {
        Length = axis.Length / Binning,
        Scale = axis.Scale * Binning,
        Offset = axis.Offset + axis.Scale * (Binning - 1) / 2,
    };
}
