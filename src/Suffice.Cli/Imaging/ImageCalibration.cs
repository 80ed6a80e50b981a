using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Simulation.Optics;
using Suffice.Views;

namespace Suffice.Cli.Imaging;

/// <summary>What the user says of the microscope, in place of what the file says.</summary>
/// <param name="PixelSize">Size of a detector pixel.</param>
/// <param name="Semiangle">Convergence semiangle, from which the pixel size follows.</param>
/// <param name="Voltage">Accelerating voltage in kV.</param>
internal sealed record ImageCalibration(Quantity? PixelSize, Quantity? Semiangle, Quantity? Voltage)
{
    /// <summary>The context with these, and where its pixel size comes from; null where there is none.</summary>
    /// <exception cref="ArgumentException">They contradict each other, or the disc that is needed was not found.</exception>
    public (ViewContext Context, string? Origin) Apply(ViewContext context, IEnumerable<(string Key, string Value)> metadata)
    {
        if (PixelSize is not null && Semiangle is not null) throw new ArgumentException("--pixel-size and --semiangle say the same twice; give one of them");
        double? kilovolts = Voltage?.Value ?? AcceleratingVoltage.Kilovolts(metadata);
        context = context with { WavelengthA = kilovolts is null ? null : new ElectronBeam(kilovolts.Value).WavelengthA };
        if (PixelSize is not null) return (With(context, PixelSize.Value, PixelSize.Unit), "as given");
        if (Semiangle is not null)
        {
            if (context.Geometry is null) throw new ArgumentException("--semiangle needs the disc of the undiffracted beam, which cannot be found in the mean pattern; give --pixel-size");
            return (With(context, Semiangle.Value / context.Geometry.RadiusPixels, Semiangle.Unit), "from the semiangle given and the disc found");
        }
        return (context, context.Cube.DetectorAxes is [{ IsCalibrated: true }, { IsCalibrated: true }] ? "from the file" : null);
    }

    private static ViewContext With(ViewContext context, double step, string unit)
    {
        ImmutableArray<Axis> axes = context.Cube.DetectorAxes;
        if (axes.Length != 2) throw new ArgumentException("the patterns of this file are spectra: a pixel size in angles does not apply");
        return context with { Cube = context.Cube with { DetectorAxes = [.. axes.Select(axis => axis with { Scale = step, Offset = 0, Unit = unit })] } };
    }
}
