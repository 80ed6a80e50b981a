using System.Runtime.InteropServices;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Cli.Demo;

/// <summary>
/// A small scan that looks like one: a convergent-beam pattern whose Bragg discs fade in and out with the probe position,
/// electron by electron. It is drawn, not computed from physics.
/// </summary>
internal static class DemoScan
{
    private const int Scan = 32, Detector = 96, Electrons = 500, Seed = 20260;
    private const double DiscRadius = 6.5, DiscSpacing = 17, Period = 8;

    public static void Write(string path)
    {
        CubeShape shape = new(Scan, Scan, Detector, Detector), chunk = new(8, 8, Detector, Detector);
        using SampleBuffer samples = new(shape.Samples * sizeof(ushort));
        samples.Span().Clear();
        Draw(MemoryMarshal.Cast<byte, ushort>(samples.Span()));
        Hdf5Layout layout = new(
            ElementType.UInt16, ByteOrder.LittleEndian, [Scan, Scan, Detector, Detector],
            [chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX], []);
        layout = layout with { Filters = [BloscFilter.Spec(layout.Spec, BloscCodec.Zstd, 3, BloscShuffle.Byte)] };
        using Hdf5File file = Hdf5File.Create(path);
        using (Hdf5CubeWriter writer = new(file, "/version_1/data/datacubes/datacube_000/data", layout, Environment.ProcessorCount))
            writer.Write(CubeRegion.Whole(shape), samples);
        file.Close();
    }

    private static void Draw(Span<ushort> samples)
    {
        Random random = new(Seed);
        for (int position = 0; position < Scan * Scan; position++)
        {
            (int y, int x) = Math.DivRem(position, Scan);
            Span<ushort> pattern = samples.Slice(position * Detector * Detector, Detector * Detector);
            for (int electron = 0; electron < Electrons; electron++)
            {
                (double qy, double qx) = Scatter(random, y, x);
                int row = (int)Math.Round(Detector / 2 + qy), column = (int)Math.Round(Detector / 2 + qx);
                if (row is >= 0 and < Detector && column is >= 0 and < Detector) pattern[row * Detector + column]++;
            }
        }
    }

    // One electron: into a disc, chosen by weights that vary with the probe position, or far away by a thermal tail.
    private static (double Qy, double Qx) Scatter(Random random, int y, int x)
    {
        double angle = 2 * Math.PI * random.NextDouble();
        if (random.NextDouble() < 0.06) return Polar(angle, DiscSpacing * -Math.Log(1 - random.NextDouble()));
        double phase = 2 * Math.PI * (x + 0.5 * y) / Period;
        bool isScattered = random.NextDouble() < 0.35 + 0.15 * Math.Cos(phase);
        (double qy, double qx) = Polar(angle, DiscRadius * Math.Sqrt(random.NextDouble()));
        if (!isScattered) return (qy, qx);
        double order = Math.PI / 3 * random.Next(6);
        (double gy, double gx) = Polar(order, DiscSpacing);
        return (qy + gy, qx + gx);
    }

    private static (double Qy, double Qx) Polar(double angle, double radius) => (radius * Math.Sin(angle), radius * Math.Cos(angle));
}
