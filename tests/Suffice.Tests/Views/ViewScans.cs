using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

/// <summary>Scans for tests of views, and runs of views over them.</summary>
internal static class ViewScans
{
    /// <summary>A cube of 16-bit counts.</summary>
    public static MemoryCube Of(CubeShape shape, ushort[] counts) => new(ElementType.UInt16, shape, MemoryMarshal.AsBytes<ushort>(counts).ToArray());

    /// <summary>Random sparse counts.</summary>
    public static MemoryCube Random(CubeShape shape, int seed)
    {
        Random random = new(seed);
        return Of(shape, [.. Enumerable.Range(0, (int)shape.Samples).Select(_ => (ushort)(random.Next(4) == 0 ? random.Next(20) : 0))]);
    }

    /// <summary>The results of one request, by name.</summary>
    public static Dictionary<string, ViewResult> Make(ICubeReader reader, ViewContext context, string request)
    {
        ViewRequest parsed = ViewRequest.Parse(request);
        PlannedView view = ViewKinds.Of(parsed).Plan(parsed, context);
        Run(reader, view.Positions, view.Pixels);
        return view.Results().ToDictionary(result => result.Name);
    }

    /// <summary>Runs views over all positions.</summary>
    public static void Run(ICubeReader reader, IReadOnlyCollection<PositionView> positions, IReadOnlyCollection<PixelView> pixels) =>
        ViewPass.Run(reader, positions, pixels, 2, cancellation: TestContext.Current.CancellationToken);

    /// <summary>What is learnt from a scan.</summary>
    public static ViewContext Context(ICubeReader reader) => ViewContext.Measure(reader, default, 2, TestContext.Current.CancellationToken);

    /// <summary>Expected counts of every sample of a simulated scan.</summary>
    public static float[] Rates(SimulatedScan scan)
    {
        using SimulatedCube cube = new(scan, SimulatedSamples.Rates);
        byte[] bytes = new byte[cube.Cube.Bytes];
        cube.Read(CubeRegion.Whole(cube.Cube.Shape), bytes, 2);
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    /// <summary>Counts drawn from rates, electron by electron: quick where electrons are few and pixels many.</summary>
    /// <param name="dose">The rates are scaled by it.</param>
    public static MemoryCube Draw(CubeShape shape, float[] rates, double dose, Random random)
    {
        int pixels = (int)shape.PatternSamples;
        ushort[] counts = new ushort[rates.Length];
        double[] sums = new double[pixels];
        for (int pattern = 0; pattern < shape.Patterns; pattern++)
        {
            double all = 0;
            for (int i = 0; i < pixels; i++) sums[i] = all += rates[pattern * pixels + i];
            // A Poisson process: times between electrons are exponential.
            for (double time = -Math.Log(1 - random.NextDouble()); time < all * dose; time -= Math.Log(1 - random.NextDouble()))
            {
                int pixel = Array.BinarySearch(sums, random.NextDouble() * all);
                counts[pattern * pixels + (pixel < 0 ? ~pixel : pixel)]++;
            }
        }
        return Of(shape, counts);
    }
}
