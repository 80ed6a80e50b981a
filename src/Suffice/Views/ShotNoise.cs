using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>The shot noise of views, measured on the data themselves: by binomial thinning into two independent halves.</summary>
/// <remarks>
/// Each half, doubled, has twice the variance of the full record; their difference has four times it. So the root mean square of the
/// difference over a map, halved, is the standard deviation of the map's values at full dose.
/// </remarks>
public sealed class ShotNoise
{
    private readonly ViewRequest[] _requests;
    private readonly PlannedView[] _first;
    private readonly PlannedView[] _second;

    private ShotNoise(ViewRequest[] requests, PlannedView[] first, PlannedView[] second, PositionView[] positions, PixelView[] pixels) =>
        (_requests, _first, _second, Positions, Pixels) = (requests, first, second, positions, pixels);

    /// <summary>To run in the same pass as the views.</summary>
    public IReadOnlyList<PositionView> Positions { get; }

    /// <inheritdoc cref="Positions"/>
    public IReadOnlyList<PixelView> Pixels { get; }

    /// <summary>Prepares the noise of some requests.</summary>
    /// <exception cref="ArgumentException">The samples are no electron counts: floats or signed numbers.</exception>
    public static ShotNoise Plan(ViewRequest[] requests, ViewContext context, ulong seed)
    {
        Cube cube = context.Cube;
        if (cube.Element is not (ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32))
            throw new ArgumentException($"shot noise is measured on electron counts, unsigned whole numbers; these samples are {cube.Element.Name()}");
        PlannedView[] first = [.. requests.Select(request => ViewKinds.Of(request).Plan(request, context))];
        PlannedView[] second = [.. requests.Select(request => ViewKinds.Of(request).Plan(request, context))];
        int pixels = checked((int)cube.Shape.PatternSamples);
        PositionView[] positions = first.Any(view => view.Positions.Length > 0)
            ? [new ThinnedPositions([.. first.SelectMany(v => v.Positions)], [.. second.SelectMany(v => v.Positions)], cube.Shape.ScanX, pixels, seed)] : [];
        PixelView[] both = first.Any(view => view.Pixels.Length > 0)
            ? [new ThinnedPixels([.. first.SelectMany(v => v.Pixels)], [.. second.SelectMany(v => v.Pixels)], pixels, seed)] : [];
        return new ShotNoise(requests, first, second, positions, both);
    }

    /// <summary>The results of a request with their noise.</summary>
    /// <param name="request">Its place among the requests.</param>
    public IReadOnlyList<ViewResult> AddTo(int request, IReadOnlyList<ViewResult> results)
    {
        IReadOnlyList<ViewResult> first = _first[request].Results(), second = _second[request].Results();
        return [.. results.Select((result, i) => result is { IsCategorical: false, IsTable: false } && i < first.Count && first[i].Values.Length == result.Values.Length && second[i].Values.Length == result.Values.Length
            ? result with { Noise = Deviation(first[i], second[i]) } : result)];
    }

    // Root mean square of the difference over all values that both halves have, halved; directions differ by at most half a turn.
    private static double? Deviation(ViewResult first, ViewResult second)
    {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < first.Values.Length; i++)
        {
            double difference = first.Values[i] - second.Values[i];
            if (!double.IsFinite(difference)) continue;
            if (first.IsCyclic) difference = Math.IEEERemainder(difference, 2 * Math.PI);
            sum += difference * difference;
            count++;
        }
        return count == 0 ? null : Math.Sqrt(sum / count) / 2;
    }
}
