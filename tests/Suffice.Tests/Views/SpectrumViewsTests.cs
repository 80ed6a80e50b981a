using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class SpectrumViewsTests
{
    private static readonly CubeShape Shape = new(2, 3, 2, 64);

    // A line that drifts by a channel and a half from position to position, on channels of 0.5 eV, and an edge 12 eV above it.
    private static readonly MemoryCube Cube = ViewScans.Of(Shape, [.. Enumerable.Range(0, (int)Shape.Samples).Select(i =>
    {
        double fromLine = i % 64 - Line(i / 128);
        return (ushort)(400 * Math.Exp(-fromLine * fromLine / 4) + (fromLine >= 24 ? 30 : 0));
    })]);

    private static readonly ViewContext Context = new(
        Cube.Cube with { DetectorAxes = [new Axis("q", 2), new Axis("energy", 64, 0.5, -5, "eV")] }, null, default);

    [Fact]
    public void A_window_is_the_sum_of_its_channels()
    {
        double[] inEv = ViewScans.Make(Cube, Context, "eels:0-2eV")[""].Values, inChannels = ViewScans.Make(Cube, Context, "eels:10-14px")[""].Values;
        Assert.Equal(inChannels, inEv);
        Assert.Equal(ViewScans.Make(Cube, Context, "rectangle:0,10,2,14")[""].Values, inEv);
    }

    [Fact]
    public void The_zero_loss_line_is_found_and_spectra_are_aligned_by_it()
    {
        Dictionary<string, ViewResult> made = ViewScans.Make(Cube, Context, "zlp");
        for (int p = 0; p < 6; p++) Assert.Equal(-5 + 0.5 * Line(p), made["position"].Values[p], 0.1);
        ViewResult spectrum = made["spectrum"];
        Axis energy = spectrum.Axes.Single();
        int peak = Array.IndexOf(spectrum.Values, spectrum.Values.Max());
        Assert.Equal(0, energy.Offset + peak * energy.Scale, 0.3);
        // Not blurred by the drift of seven channels.
        Assert.InRange(spectrum.Values.Max(), 650, 800);
        Assert.InRange(spectrum.Values[peak + 6], 0, 10);
    }

    [Fact]
    public void An_aligned_window_does_not_depend_on_the_drift()
    {
        double[] aligned = ViewScans.Make(Cube, Context, "aligned:13-17eV")[""].Values;
        Assert.All(aligned, value => Assert.Equal(8 * 2 * 30, value));
        Assert.NotEqual(1, ViewScans.Make(Cube, Context, "eels:8-16eV")[""].Values.Distinct().Count());
    }

    private static double Line(int position) => 10 + 1.5 * position;
}
