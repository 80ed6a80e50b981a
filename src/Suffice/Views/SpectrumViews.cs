using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Requests for spectra: cubes whose fastest detector axis is energy loss.</summary>
internal static class SpectrumViews
{
    /// <summary>The sum over an energy window, over all momenta.</summary>
    public static PlannedView Window(ViewRequest request, ViewContext context)
    {
        Cube cube = context.Cube;
        bool inChannels = IsInChannels(request, cube);
        Axis energy = cube.DetectorAxes[^1];
        DetectorMask window = DetectorMask.Where(cube.Shape.DetectorY, cube.Shape.DetectorX, (_, x) =>
            (inChannels ? x : energy.Offset + x * energy.Scale) is double at && at >= request.Numbers[0] && at < request.Numbers[1]);
        if (window.Pixels == 0) throw new ArgumentException($"{request.Text}: the spectra have no channel in it");
        VirtualImage image = new(window.Without(context.Excluded), cube.Shape.ScanY, cube.Shape.ScanX);
        return new PlannedView(request, [image], [], () => [new ViewResult("", "sum over an energy window", "counts", ViewKinds.ScanAxes(cube), image.Values.ToArray())]);
    }

    /// <summary>The same with energies counted from the zero-loss line of each spectrum.</summary>
    public static PlannedView Aligned(ViewRequest request, ViewContext context)
    {
        Cube cube = context.Cube;
        double scale = IsInChannels(request, cube) ? 1 : cube.DetectorAxes[^1].Scale;
        if (!(scale > 0)) throw new ArgumentException($"{request.Text}: the energy of this file's channels does not grow; give channels, such as aligned:100-200px");
        AlignedWindow window = new(context.AllPixels, request.Numbers[0] / scale, request.Numbers[1] / scale, cube.Shape.ScanY, cube.Shape.ScanX);
        return new PlannedView(request, [window], [], () => [new ViewResult("", "sum over an energy loss window, from the zero-loss line", "counts", ViewKinds.ScanAxes(cube), window.Values.ToArray())]);
    }

    /// <summary>Where the zero-loss line lies in each spectrum, and their mean when aligned by it.</summary>
    public static PlannedView ZeroLoss(ViewRequest request, ViewContext context)
    {
        DetectorViews.Expect(request, 0, "nothing more");
        Cube cube = context.Cube;
        Axis energy = cube.DetectorAxes[^1].Unit == "eV" ? cube.DetectorAxes[^1] : new Axis("channel", cube.Shape.DetectorX, Unit: "px");
        ZeroLossPosition position = new(context.AllPixels, cube.Shape.ScanY, cube.Shape.ScanX);
        return new PlannedView(request, [position], [], () =>
        {
            (double[] spectrum, double line) = position.AlignedMean();
            return
            [
                new ViewResult("position", "zero-loss position", energy.Unit, ViewKinds.ScanAxes(cube), [.. position.Channels.ToArray().Select(channel => energy.Offset + channel * energy.Scale)]),
                new ViewResult("spectrum", "mean spectrum, aligned to whole channels", "counts", [energy with { Name = "energy_loss", Offset = double.IsNaN(line) ? energy.Offset : -line * energy.Scale }], spectrum),
            ];
        });
    }

    private static bool IsInChannels(ViewRequest request, Cube cube)
    {
        if (request.Numbers.Length != 2 || request.Numbers[1] <= request.Numbers[0] || request.Unit is not ("eV" or "px" or ""))
            throw new ArgumentException($"{request.Text}: {request.Name} takes an energy window such as {request.Name}:500-600eV, or channels such as {request.Name}:100-200px");
        Axis energy = cube.DetectorAxes[^1];
        if (request.Unit == "eV" && energy.Unit != "eV")
            throw new ArgumentException($"{request.Text} is in eV, but the last axis is {(energy.IsCalibrated ? $"in {energy.Unit}" : "not calibrated")}; give channels, such as {request.Name}:100-200px");
        return request.Unit != "eV";
    }
}
