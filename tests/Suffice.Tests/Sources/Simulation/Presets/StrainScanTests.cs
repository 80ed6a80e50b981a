using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Optics;
using Suffice.Sources.Simulation.Presets;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Presets;

public sealed class StrainScanTests
{
    private const double EdgeA = 5.4310, WindowPixels = 7;

    [Fact]
    public void Disc_positions_follow_the_strain_tensor()
    {
        SimulatedScan scan = StrainScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(6, 5) });
        using SimulatedCube rates = new(scan, SimulatedSamples.Rates);
        Assert.InRange(LargestErrors(scan, rates).Max(), 0, 3e-5);
    }

    [Fact]
    public void Strain_from_counts_at_the_own_dose_is_within_5e_4()
    {
        SimulatedScan scan = StrainScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(6, 8) });
        using SimulatedCube counts = new(scan);
        double squares = LargestErrors(scan, counts).Sum(error => error * error);
        Assert.InRange(Math.Sqrt(squares / 48), 1e-5, 5e-4);
    }

    [Fact]
    public void The_lowest_part_is_unstrained_and_the_film_has_its_step()
    {
        SimulatedScan scan = StrainScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(40, 16) });
        TruthDataset truth = scan.Rates.Truth.Single();
        Assert.Equal([40, 16, 4], truth.Extents);
        Assert.All(truth.Values.Skip(31 * 16 * 4), value => Assert.Equal(0, value));
        double above = Enumerable.Range(0, 16).Average(x => truth.Values[((15 * 16) + x) * 4 + 1]);
        double below = Enumerable.Range(0, 16).Average(x => truth.Values[((16 * 16) + x) * 4 + 1]);
        Assert.Equal(0.012, above - below, 1e-6);
    }

    // For each position, the largest of the four components' errors, by a fit of all discs within 23 mrad. As in strain mapping, the
    // reference is the unstrained lattice at the scan's lowest row: diffraction fills the discs unevenly, which moves all centres alike.
    private static List<double> LargestErrors(SimulatedScan scan, SimulatedCube cube)
    {
        CubeShape shape = cube.Cube.Shape;
        TruthDataset truth = scan.Rates.Truth.Single(set => set.Name == "strain");
        bool areRates = cube.Cube.Element == ElementType.Float32;
        byte[] bytes = new byte[cube.Cube.PatternBytes];
        float[] pattern = new float[shape.PatternSamples];
        double[] reference = Reference(scan);
        List<double> errors = [];
        for (int position = 0; position < shape.Patterns; position++)
        {
            cube.Read(new CubeRegion(position / shape.ScanX, position % shape.ScanX, 0, 0, shape with { ScanY = 1, ScanX = 1 }), bytes, 1);
            for (int i = 0; i < pattern.Length; i++) pattern[i] = areRates ? BitConverter.ToSingle(bytes, 4 * i) : BitConverter.ToUInt16(bytes, 2 * i);
            double[] strain = [.. truth.Values.Skip(4 * position).Take(4)];
            double[] found = Fit(pattern, scan.Rates, strain);
            errors.Add(Enumerable.Range(0, 4).Max(i => Math.Abs(found[i] - reference[i] - strain[i])));
        }
        return errors;
    }

    private static double[] Reference(SimulatedScan scan)
    {
        float[] pattern = new float[scan.Rates.Shape.PatternSamples];
        scan.Rates.Fill(scan.Rates.Shape.ScanY - 1, 0, pattern);
        return Fit(pattern, scan.Rates, new double[4]);
    }

    private static double[] Fit(float[] pattern, IElectronRates rates, double[] strain)
    {
        (Axis rows, Axis columns) = (rates.DetectorAxes[0], rates.DetectorAxes[1]);
        double mradPerFrequency = 1e3 * new ElectronBeam(200).WavelengthA;
        double mm = 0, rr = 0, cross = 0, xx = 0, xy = 0, yx = 0, yy = 0;
        foreach ((double gx, double gy) in Reflections())
        {
            (double x, double y) = (gx * mradPerFrequency, gy * mradPerFrequency);
            if ((x * x) + (y * y) > 23 * 23) continue;
            // First order is near enough to find the disc.
            double nearX = x - (strain[0] * x) - ((strain[2] + strain[3]) * y), nearY = y - (strain[1] * y) - ((strain[2] - strain[3]) * x);
            (double atX, double atY, double weight) = Centre(pattern, rows, columns, nearX, nearY);
            mm += weight * x * x;
            rr += weight * y * y;
            cross += weight * x * y;
            (xx, xy, yx, yy) = (xx + (weight * atX * x), xy + (weight * atX * y), yx + (weight * atY * x), yy + (weight * atY * y));
        }
        // Centres = A g; the lattice is deformed by A^-T.
        double determinant = (mm * rr) - (cross * cross);
        (double a, double b) = (((xx * rr) - (xy * cross)) / determinant, ((xy * mm) - (xx * cross)) / determinant);
        (double c, double d) = (((yx * rr) - (yy * cross)) / determinant, ((yy * mm) - (yx * cross)) / determinant);
        double inverse = 1 / ((a * d) - (b * c));
        (double fxx, double fxy, double fyx, double fyy) = (d * inverse, -c * inverse, -b * inverse, a * inverse);
        return [fxx - 1, fyy - 1, (fxy + fyx) / 2, (fyx - fxy) / 2];
    }

    // Reciprocal vectors across [110], x along [1-10] and y against [001].
    private static IEnumerable<(double X, double Y)> Reflections() =>
        from h in Enumerable.Range(-6, 13)
        from l in Enumerable.Range(-6, 13)
        where ((h ^ l) & 1) == 0
        select (Math.Sqrt(2) * h / EdgeA, -l / EdgeA);

    // Centre of mass above the plane through the window's rim, and the electrons above it.
    private static (double X, double Y, double Weight) Centre(float[] pattern, Axis rows, Axis columns, double xMrad, double yMrad)
    {
        double middleX = (xMrad - columns.Offset) / columns.Scale, middleY = (yMrad - rows.Offset) / rows.Scale;
        (double X, double Y, double Value, bool IsRim)[] window = [.. Window(pattern, rows.Length, columns.Length, middleX, middleY)];
        var rim = window.Where(pixel => pixel.IsRim).ToArray();
        double level = rim.Average(pixel => pixel.Value);
        double slopeX = rim.Sum(pixel => pixel.Value * pixel.X) / rim.Sum(pixel => pixel.X * pixel.X);
        double slopeY = rim.Sum(pixel => pixel.Value * pixel.Y) / rim.Sum(pixel => pixel.Y * pixel.Y);
        double sum = 0, sumX = 0, sumY = 0;
        foreach ((double x, double y, double value, bool isRim) in window)
        {
            if (isRim) continue;
            double above = value - level - (slopeX * x) - (slopeY * y);
            (sum, sumX, sumY) = (sum + above, sumX + (above * x), sumY + (above * y));
        }
        return (xMrad + (columns.Scale * sumX / sum), yMrad + (rows.Scale * sumY / sum), Math.Max(sum, 0));
    }

    // Pixels about a place, counted from it; those further than the window belong to its rim.
    private static IEnumerable<(double X, double Y, double Value, bool IsRim)> Window(float[] pattern, int rows, int columns, double middleX, double middleY)
    {
        double reach = WindowPixels + 2;
        for (int y = Math.Max(0, (int)(middleY - reach)); y < Math.Min(rows, middleY + reach); y++)
        {
            for (int x = Math.Max(0, (int)(middleX - reach)); x < Math.Min(columns, middleX + reach); x++)
            {
                double distance = Math.Sqrt(((y - middleY) * (y - middleY)) + ((x - middleX) * (x - middleX)));
                if (distance <= reach) yield return (x - middleX, y - middleY, pattern[(y * columns) + x], distance > WindowPixels);
            }
        }
    }
}
