using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>The table of views that can be asked for by name.</summary>
public static class ViewKinds
{
    /// <summary>One row of the table.</summary>
    /// <param name="Name">As in a request.</param>
    /// <param name="Form">How it is written, for help texts.</param>
    /// <param name="Summary">What it gives.</param>
    /// <param name="NeedsCentre">Whether it needs to know where the undiffracted beam falls.</param>
    /// <param name="Plan">Prepares a request. Throws <see cref="ArgumentException"/>, with a message for the user, where it cannot be.</param>
    public sealed record Kind(string Name, string Form, string Summary, bool NeedsCentre, Func<ViewRequest, ViewContext, PlannedView> Plan);

    public static ImmutableArray<Kind> All { get; } =
    [
        new("bf", "bf", "bright field: the disc of the undiffracted beam", true, DetectorViews.BrightField),
        new("adf", "adf:75-130mrad", "annular dark field: the sum over an annulus", true, DetectorViews.Annulus),
        new("annulus", "annulus:40-90px", "the sum over an annulus", true, DetectorViews.Annulus),
        new("disc", "disc:30mrad", "the sum over a disc", true, DetectorViews.Disc),
        new("point", "point:128,130", "one detector pixel: row, column", false, DetectorViews.Point),
        new("rectangle", "rectangle:10,20,30,40", "the sum over rows 10 to 29 and columns 20 to 39", false, DetectorViews.Rectangle),
        new("mask", "mask:FILE.npy", "the sum over the pixels that are not 0 in an array of the detector's shape", false, DetectorViews.Mask),
        new("segments", "segments:10-30mrad/4", "the sums over the equal segments of an annulus", true, DetectorViews.Segments),
        new("maximum", "maximum:40-90px", "the largest sample in an annulus", true, DetectorViews.Maximum),
        new("total", "total", "the sum of each pattern", false, DetectorViews.Total),
        new("com", "com, com:30mrad", "centre of mass: row, column, magnitude and angle of its shift", false, CentreViews.CentreOfMass),
        new("icom", "icom, icom:30mrad", "the centre of mass integrated to a phase", false, CentreViews.IntegratedCentreOfMass),
        new("radial", "radial, radial:2px", "radial profile at each position, and their mean", true, RadialViews.Profile),
        new("symmetry", "symmetry:4", "strength of n-fold symmetry in each ring at each position", true, RadialViews.Symmetry),
        new("fourier", "fourier:2", "Fourier coefficients of each ring over the azimuth, of one order, at each position", true, RadialViews.Fourier),
        new("fem", "fem, fem:2px", "fluctuation microscopy: variance of the radial profile over the scan", true, RadialViews.Variance),
        new("eels", "eels:500-600eV", "the sum over an energy window", false, SpectrumViews.Window),
        new("aligned", "aligned:500-600eV", "the same, counted from the zero-loss line of each spectrum", false, SpectrumViews.Aligned),
        new("zlp", "zlp", "position of the zero-loss line, and the aligned mean spectrum", false, SpectrumViews.ZeroLoss),
        new("bragg", "bragg, bragg:8px", "Bragg discs of each pattern: row, column, intensity", true, BraggViews.Discs),
        new("strain", "strain, strain:8px", "strain tensor and rotation from the lattice of the Bragg discs", true, BraggViews.Strain),
        new("clusters", "clusters:4", "map of like patterns by k-means, and the mean of each kind", false, ClusterViews.Map),
        new("mean", "mean", "the mean pattern", false, PatternViews.Mean),
        new("max", "max", "the maximum of each detector pixel", false, PatternViews.Maximum),
        new("sum", "sum", "the sum pattern", false, PatternViews.Sum),
        new("variance", "variance", "the variance of each detector pixel over the scan", false, PatternViews.Variance),
    ];

    /// <summary>The row of a request.</summary>
    /// <exception cref="ArgumentException">There is no such view; the message names those that there are.</exception>
    public static Kind Of(ViewRequest request) => All.FirstOrDefault(kind => kind.Name == request.Name)
        ?? throw new ArgumentException($"there is no view '{request.Name}'; there are {string.Join(", ", All.Select(kind => kind.Name))}");

    /// <summary>The axes over probe positions with names, in the cube's four-dimensional shape.</summary>
    internal static ImmutableArray<Axis> ScanAxes(Cube cube)
    {
        CubeShape shape = cube.Shape;
        bool asStored = cube.ScanAxes.Length == 2 && cube.ScanAxes[0].Length == shape.ScanY && cube.ScanAxes[1].Length == shape.ScanX;
        return asStored ? cube.ScanAxes : [new Axis("scan_y", shape.ScanY), new Axis("scan_x", shape.ScanX)];
    }
}
