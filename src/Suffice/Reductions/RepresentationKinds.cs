using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>The table of representations.</summary>
internal static class RepresentationKinds
{
    /// <summary>One row of the table.</summary>
    /// <param name="Name">As in a record.</param>
    /// <param name="Candidates">Those that are tried for a scan.</param>
    /// <param name="Read">Makes one again from what a record says of it; null for maps, which are their values.</param>
    public sealed record Kind(
        string Name, Func<CandidateContext, IEnumerable<Representation>> Candidates, Func<RepresentationDescription, ViewContext, Representation>? Read)
    {
        /// <summary>Whether it keeps lists of discs, which answer for some views only.</summary>
        public bool AreLists { get; init; }
    }

    private static readonly int[] Factors = [2, 4, 8], ScanFactors = [2], Ranks = [4, 16];
    private static readonly (double Width, int Order)[] Radial = [(1, 1), (1, 4), (2, 1), (4, 1)];

    public static ImmutableArray<Kind> All { get; } =
    [
        new("maps", c => [new TargetMaps(c.Requests)], null),
        new("bragg", Bragg, BraggLists.Read) { AreLists = true },
        new("lattice", Lattice, LatticeLists.Read) { AreLists = true },
        new("radial", c => c.IsImage ? Radial.Select(r => new RadialHarmonics(c.Views, c.Centre, r.Width, r.Order)) : [], RadialHarmonics.Read),
        new("low_rank", c => LowRankPatterns.Fit(c.Patterns(), c.Views, Ranks), LowRankPatterns.Read),
        new("binned", Binned, BinnedPatterns.Read),
        new("graded", Graded, GradedPatterns.Read),
        new("events", c => c.AreCounts && EventLists.AreFewerThanSamples(c.Views) ? [new EventLists(c.Views)] : [], (_, context) => new EventLists(context)),
        new("whole", c => [new WholePatterns(c.Views)], (_, context) => new WholePatterns(context)),
    ];

    /// <summary>All that are tried for a scan.</summary>
    public static ImmutableArray<Representation> Candidates(CandidateContext context) => [.. All.SelectMany(kind => kind.Candidates(context))];

    private static IEnumerable<Representation> Bragg(CandidateContext c) =>
        from request in c.Requests
        where request.Name is "bragg" or "strain" && request.Numbers.Length == 1
        group request by request.Numbers[0] into same
        let strain = same.FirstOrDefault(request => request.Name == "strain")
        select new BraggLists(c.Views, same.Key, strain is null ? null : BraggViews.ModelOf(strain, c.Views)?.Lattice);

    private static IEnumerable<Representation> Lattice(CandidateContext c) =>
        from request in c.Requests
        where request is { Name: "strain", Numbers.Length: 1 }
        group request by request.Numbers[0] into same
        let model = BraggViews.ModelOf(same.First(), c.Views)
        where model is not null
        select new LatticeLists(same.Key, model);

    // Cores that hold the disc and its tail, wherever the centre may be moved to; the larger one holds twice as much.
    private static IEnumerable<Representation> Graded(CandidateContext c)
    {
        if (!c.IsImage || c.Views.Geometry is not { } beam) yield break;
        int small = (int)Math.Ceiling(2 * beam.RadiusPixels) + 6, most = Math.Min(c.Views.Cube.Shape.DetectorY, c.Views.Cube.Shape.DetectorX) / 3;
        foreach (int factor in Factors)
            foreach (int half in (int[])[small, 2 * small])
                if (half <= most) yield return new GradedPatterns(c.Views, factor, half, c.Centre);
    }

    private static IEnumerable<Representation> Binned(CandidateContext c)
    {
        CubeShape shape = c.Views.Cube.Shape;
        foreach (int factor in Factors.Where(factor => factor <= Math.Max(shape.DetectorY, shape.DetectorX))) yield return new BinnedPatterns(c.Views, factor);
        if (c.Box is { } box)
            foreach (int factor in Factors.Prepend(1)) yield return new BinnedPatterns(c.Views, factor, box: box);
        foreach (int factor in ScanFactors.Where(factor => shape.Patterns >= factor * factor)) yield return new BinnedPatterns(c.Views, 1, factor);
    }
}

/// <summary>What the candidates for a scan are made from.</summary>
/// <param name="Requests">The targets.</param>
/// <param name="Centre">Where the beam falls, or the detector's middle.</param>
/// <param name="Box">The part of the detector that the targets use, whatever their latitude; null for all of it.</param>
/// <param name="Patterns">Makes an array of each pattern of the sample.</param>
internal sealed record CandidateContext(
    ViewContext Views, ImmutableArray<ViewRequest> Requests, (double Row, double Column) Centre, (int, int, int, int)? Box, Func<float[][]> Patterns)
{
    /// <summary>Whether samples may be numbers of electrons.</summary>
    public bool AreCounts => Views.Cube.Element is ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32;

    /// <summary>Whether patterns have rows and columns.</summary>
    public bool IsImage => Views.Cube.Shape is { DetectorY: > 1, DetectorX: > 1 };
}
