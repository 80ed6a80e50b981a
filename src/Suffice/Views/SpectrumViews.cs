using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Requests for spectra: cubes whose fastest detector axis is energy loss.</summary>
internal static class SpectrumViews
{
    /// <summary>The sum over an energy window, over all momenta.</summary>
    public static PlannedView Window(ViewRequest request, ViewContext context)
    {
        Cube cube = context.Cube;
        Axis energy = cube.DetectorAxes[^1];
        if (request.Numbers.Length != 2 || request.Numbers[1] <= request.Numbers[0] || request.Unit is not ("eV" or "px" or ""))
            throw new ArgumentException($"{request.Text}: eels takes an energy window such as eels:500-600eV, or channels such as eels:100-200px");
        bool inChannels = request.Unit != "eV";
        if (!inChannels && energy.Unit != "eV") throw new ArgumentException($"{request.Text} is in eV, but the last axis is {(energy.IsCalibrated ? $"in {energy.Unit}" : "not calibrated")}; give channels, such as eels:100-200px");
        DetectorMask window = DetectorMask.Where(cube.Shape.DetectorY, cube.Shape.DetectorX, (_, x) =>
            (inChannels ? x : energy.Offset + x * energy.Scale) is double at && at >= request.Numbers[0] && at < request.Numbers[1]);
        if (window.Pixels == 0) throw new ArgumentException($"{request.Text}: the spectra have no channel in it");
        VirtualImage image = new(window.Without(context.Excluded), cube.Shape.ScanY, cube.Shape.ScanX);
        return new PlannedView(request, [image], [], () => [new ViewResult("", "sum over an energy window", "counts", ViewKinds.ScanAxes(cube), image.Values.ToArray())]);
    }

    /// <summary>Where the zero-loss line lies in each spectrum, for aligning them.</summary>
    public static PlannedView ZeroLoss(ViewRequest request, ViewContext context)
    {
        DetectorViews.Expect(request, 0, "nothing more");
        Cube cube = context.Cube;
        Axis energy = cube.DetectorAxes[^1];
        ZeroLossPosition position = new(context.AllPixels, cube.Shape.ScanY, cube.Shape.ScanX);
        return new PlannedView(request, [position], [], () =>
        [
            new ViewResult("position", "zero-loss position", energy.Unit == "eV" ? "eV" : "px", ViewKinds.ScanAxes(cube),
                [.. position.Channels.ToArray().Select(channel => energy.Unit == "eV" ? energy.Offset + channel * energy.Scale : channel)]),
            new ViewResult("spectrum", "mean spectrum, aligned to whole channels", "counts", [energy], position.AlignedMean()),
        ]);
    }
}
