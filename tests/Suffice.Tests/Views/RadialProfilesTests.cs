using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class RadialProfilesTests
{
    private static readonly CubeShape Shape = new(3, 4, 21, 26);
    private static readonly MemoryCube Cube = ViewScans.Random(Shape, 3);
    private static readonly ViewContext Context = new(Cube.Cube, new PatternGeometry(9.3, 12.6, 3), default);

    [Fact]
    public void Profiles_equal_a_brute_force_mean_over_rings()
    {
        Dictionary<string, ViewResult> made = ViewScans.Make(Cube, Context, "radial:2px");
        ViewResult profiles = made[""];
        int rings = profiles.Axes[2].Length;
        for (int p = 0; p < Shape.Patterns; p++)
            for (int ring = 0; ring < rings; ring++) Assert.Equal(Ring(p, ring, 2).Average(pixel => pixel.Count), profiles.Values[p * rings + ring], 1e-12);
        Assert.Equal(1, profiles.Axes[2].Offset);
        for (int ring = 0; ring < rings; ring++) Assert.Equal(Enumerable.Range(0, 12).Average(p => profiles.Values[p * rings + ring]), made["mean"].Values[ring], 1e-12);
    }

    [Fact]
    public void Fourier_coefficients_and_symmetry_equal_a_brute_force_sum()
    {
        Dictionary<string, ViewResult> fourier = ViewScans.Make(Cube, Context, "fourier:3");
        double[] symmetry = ViewScans.Make(Cube, Context, "symmetry:3")[""].Values;
        int rings = fourier["magnitude"].Axes[2].Length;
        for (int p = 0; p < Shape.Patterns; p++)
            for (int ring = 1; ring < 9; ring++)
            {
                (int Count, double Azimuth)[] pixels = [.. Ring(p, ring, 1)];
                Complex expected = pixels.Aggregate(Complex.Zero, (sum, pixel) => sum + pixel.Count * Complex.FromPolarCoordinates(1, -3 * pixel.Azimuth));
                int at = p * rings + ring;
                Complex found = Complex.FromPolarCoordinates(fourier["magnitude"].Values[at], fourier["phase"].Values[at]);
                Assert.Equal(0, (expected - found).Magnitude, 1e-4);
                Assert.Equal(expected.Magnitude / pixels.Sum(pixel => pixel.Count), symmetry[at], 1e-6);
            }
    }

    [Fact]
    public void Fluctuation_is_the_normalised_variance_of_rings_over_the_scan()
    {
        double[] found = ViewScans.Make(Cube, Context, "fem:2px")[""].Values;
        for (int ring = 0; ring < found.Length; ring++)
        {
            double[] means = [.. Enumerable.Range(0, 12).Select(p => Ring(p, ring, 2).Average(pixel => pixel.Count))];
            Assert.Equal(means.Average(mean => mean * mean) / (means.Average() * means.Average()) - 1, found[ring], 1e-9);
        }
    }

    [Fact]
    public void Pixels_that_are_left_out_do_not_count_in_a_mean()
    {
        bool[] excluded = new bool[Shape.PatternSamples];
        for (int i = 0; i < excluded.Length; i += 3) excluded[i] = true;
        ViewResult profiles = ViewScans.Make(Cube, Context with { Excluded = excluded }, "radial:2px")[""];
        int rings = profiles.Axes[2].Length;
        for (int ring = 1; ring < 5; ring++)
            Assert.Equal(Ring(5, ring, 2, i => !excluded[i]).Average(pixel => pixel.Count), profiles.Values[5 * rings + ring], 1e-12);
    }

    private static IEnumerable<(int Count, double Azimuth)> Ring(int pattern, int ring, double step, Func<int, bool>? isIn = null)
    {
        ushort[] counts = MemoryMarshal.Cast<byte, ushort>(Cube.Samples).ToArray();
        for (int i = 0; i < Shape.PatternSamples; i++)
        {
            double y = i / Shape.DetectorX - 9.3, x = i % Shape.DetectorX - 12.6, r = Math.Sqrt(y * y + x * x);
            if (r >= ring * step && r < (ring + 1) * step && isIn?.Invoke(i) != false) yield return (counts[pattern * (int)Shape.PatternSamples + i], Math.Atan2(y, x));
        }
    }
}
