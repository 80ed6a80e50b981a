using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>The Bragg discs of each pattern: row, column and intensity, in single precision; and the strain from the lattice that they lie on.</summary>
/// <remarks>The lattice of the mean pattern, which tells the discs' indices, is a part of it; it may be sought anew from any seed.</remarks>
public sealed class BraggLists : DiscLists
{
    private readonly ViewContext _context;
    private readonly double _radius;
    private readonly DiffractionLattice? _seed;

    /// <param name="radius">Radius of the discs in pixels.</param>
    /// <param name="seed">The scan's lattice; null where it has none.</param>
    public BraggLists(ViewContext context, double radius, DiffractionLattice? seed) => (_context, _radius, _seed) = (context, radius, seed);

    public override string Name => "bragg";

    public override string Title => "lists of Bragg discs";

    public override string Recovers => _seed is null ? "places and intensities of discs" : "places and intensities of discs, the strain of their lattice";

    public override RepresentationDescription Describe()
    {
        ImmutableSortedDictionary<string, double> parameters = ImmutableSortedDictionary<string, double>.Empty.Add("radius", _radius);
        if (_seed is { } g)
            parameters = parameters.AddRange([
                new("origin_row", g.OriginRow), new("origin_column", g.OriginColumn), new("g1_row", g.G1Row), new("g1_column", g.G1Column),
                new("g2_row", g.G2Row), new("g2_column", g.G2Column)]);
        return new RepresentationDescription("bragg", parameters);
    }

    /// <summary>From a record.</summary>
    internal static BraggLists Read(RepresentationDescription d, ViewContext context) => new(
        context, d["radius"], d.Parameters.ContainsKey("g1_row")
            ? new DiffractionLattice(d["origin_row"], d["origin_column"], d["g1_row"], d["g1_column"], d["g2_row"], d["g2_column"]) : null);

    public override bool CanAnswer(ViewRequest request) =>
        (request.Name == "bragg" || (request.Name == "strain" && _seed is not null)) && request.Numbers is [double radius] && radius == _radius;

    internal override int Columns => 3;

    internal override (PositionView View, Func<IReadOnlyList<double[]>> Lists) Measure(ViewContext context)
    {
        CubeShape shape = context.Cube.Shape;
        BraggDiscs discs = new(new DiscTemplate(_radius), context.AllPixels, shape.ScanY, shape.ScanX);
        return (discs, () => [.. discs.Peaks.Select(list => list.SelectMany(peak => (double[])[(float)peak.Row, (float)peak.Column, (float)peak.Intensity]).ToArray())]);
    }

    internal override IReadOnlyList<ViewResult> Answer(ViewRequest request, IReadOnlyList<double[]> lists, ViewContext context)
    {
        ImmutableArray<BraggPeak>[] peaks = [.. lists.Select(list => Enumerable.Range(0, list.Length / Columns)
            .Select(i => new BraggPeak(list[Columns * i], list[Columns * i + 1], list[Columns * i + 2])).ToImmutableArray())];
        if (request.Name == "bragg") return BraggViews.DiscResults(peaks, context);
        DiffractionLattice seed = _seed!.Value;
        DiffractionLattice?[] lattices = [.. peaks.Select(list => seed.Fit(list.AsSpan()) is { } first ? first.Fit(list.AsSpan()) : null)];
        return BraggViews.StrainResults(StrainMap.Measure(lattices, context.IsReference), context);
    }
}
