using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Requests for radial profiles, their symmetry and their variance over the scan.</summary>
internal static class RadialViews
{
    public static PlannedView Profile(ViewRequest request, ViewContext context)
    {
        RadialProfiles profiles = Estimator(request, context, order: 0, out RadialBins bins);
        return new PlannedView(request, [profiles], [], () =>
        {
            double[] all = PerPixel(profiles, bins);
            return
            [
                new ViewResult("mean", "mean radial profile", "counts per pixel", [Ring(bins)], MeanOf(all, bins.Count)),
                new ViewResult("", "radial profile at each position", "counts per pixel", [.. ViewKinds.ScanAxes(context.Cube), Ring(bins)], all),
            ];
        });
    }

    /// <summary>Fluctuation microscopy: V(k) = mean(I^2) / mean(I)^2 - 1 over the positions, I the ring's mean. Treacy et al., Rep. Prog. Phys. 68, 2899 (2005).</summary>
    public static PlannedView Variance(ViewRequest request, ViewContext context)
    {
        RadialProfiles profiles = Estimator(request, context, order: 0, out RadialBins bins);
        return new PlannedView(request, [profiles], [], () =>
        {
            double[] all = PerPixel(profiles, bins), variance = new double[bins.Count];
            int positions = all.Length / bins.Count;
            for (int bin = 0; bin < bins.Count; bin++)
            {
                double sum = 0, squares = 0;
                for (int p = 0; p < positions; p++)
                {
                    double value = all[p * bins.Count + bin];
                    sum += value;
                    squares += value * value;
                }
                variance[bin] = squares * positions / (sum * sum) - 1;
            }
            return [new ViewResult("", "normalised variance of the radial profile", "", [Ring(bins)], variance)];
        });
    }

    /// <summary>The strength of n-fold symmetry in each ring.</summary>
    public static PlannedView Symmetry(ViewRequest request, ViewContext context)
    {
        RadialProfiles profiles = OfOrder(request, context, out RadialBins bins);
        return new PlannedView(request, [profiles], [], () =>
            [new ViewResult("", $"{profiles.Order}-fold symmetry of each ring", "", [.. ViewKinds.ScanAxes(context.Cube), Ring(bins)], profiles.Symmetry())]);
    }

    /// <summary>The Fourier coefficients of each ring over the azimuth, as magnitude and phase.</summary>
    public static PlannedView Fourier(ViewRequest request, ViewContext context)
    {
        RadialProfiles profiles = OfOrder(request, context, out RadialBins bins);
        return new PlannedView(request, [profiles], [], () =>
        {
            ImmutableArray<Axis> axes = [.. ViewKinds.ScanAxes(context.Cube), Ring(bins)];
            return
            [
                new ViewResult("magnitude", $"magnitude of Fourier coefficient {profiles.Order} of each ring", "counts", axes, profiles.Magnitudes()),
                new ViewResult("phase", $"phase of Fourier coefficient {profiles.Order} of each ring", "rad", axes, profiles.Phases()) { IsCyclic = true },
            ];
        });
    }

    private static RadialProfiles OfOrder(ViewRequest request, ViewContext context, out RadialBins bins)
    {
        if (request.Numbers.Length != 1 || request.Numbers[0] is < 1 or > 64 || request.Numbers[0] != Math.Floor(request.Numbers[0]))
            throw new ArgumentException($"{request.Text}: {request.Name} takes an order from 1 to 64, such as {request.Name}:4");
        return Estimator(request with { Numbers = [] }, context, (int)request.Numbers[0], out bins);
    }

    private static RadialProfiles Estimator(ViewRequest request, ViewContext context, int order, out RadialBins bins)
    {
        DetectorFrame frame = context.Frame(request);
        double step = request.Numbers.Length switch
        {
            0 => Math.Max(frame.RowStep, frame.ColumnStep),
            1 when request.Numbers[0] >= 0.5 * Math.Min(frame.RowStep, frame.ColumnStep) => request.Numbers[0],
            _ => throw new ArgumentException($"{request.Text}: {request.Name} takes nothing more, or the width of a ring of at least half a pixel, such as {request.Name}:2px"),
        };
        bins = new RadialBins(context.AllPixels, frame, step);
        CubeShape shape = context.Cube.Shape;
        return new RadialProfiles(bins, shape.ScanY, shape.ScanX, order);
    }

    private static Axis Ring(RadialBins bins) => new("radius", bins.Count, bins.Step, bins.Step / 2, bins.Frame.Unit);

    private static double[] PerPixel(RadialProfiles profiles, RadialBins bins)
    {
        double[] values = profiles.Sums.ToArray();
        for (int i = 0; i < values.Length; i++) values[i] /= bins.Pixels[i % bins.Count];
        return values;
    }

    private static double[] MeanOf(double[] all, int count)
    {
        double[] mean = new double[count];
        int positions = all.Length / count;
        for (int i = 0; i < all.Length; i++) mean[i % count] += all[i] / positions;
        return mean;
    }
}
