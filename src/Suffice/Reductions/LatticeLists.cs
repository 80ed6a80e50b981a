using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>
/// Of each pattern the discs of the scan's lattice: indices, place and weight of each in the fit of the pattern's own lattice. The fit to them
/// is that to the pattern, and may be made anew with fewer discs, other weights or another reference.
/// </summary>
/// <remarks>Discs that are too weak to be found in a single pattern are among them: they are where the mean pattern has them.</remarks>
public sealed class LatticeLists : DiscLists
{
    // Some hundredth of what shot noise leaves open of a strong disc's place; and three figures of a weight.
    private const double PlacesPerPixel = 512;
    private const int WeightBits = unchecked((int)0xFFFFE000);

    private readonly double _radius;
    private readonly LatticeModel? _model;

    /// <param name="radius">Radius of the discs in pixels.</param>
    /// <param name="model">The scan's lattice; null to answer from lists that there are.</param>
    internal LatticeLists(double radius, LatticeModel? model) => (_radius, _model) = (radius, model);

    public override string Name => "lattice";

    public override string Title => "places and weights of the discs of the scan's lattice";

    public override string Recovers => "the lattice of each pattern, from all discs or some";

    internal override int Columns => 5;

    public override RepresentationDescription Describe() => new("lattice", ImmutableSortedDictionary<string, double>.Empty.Add("radius", _radius));

    /// <summary>From a record.</summary>
    internal static LatticeLists Read(RepresentationDescription d, ViewContext context) => new(d["radius"], null);

    public override bool CanAnswer(ViewRequest request) => request is { Name: "strain", Numbers: [double radius] } && radius == _radius;

    internal override (PositionView View, Func<IReadOnlyList<double[]>> Lists) Measure(ViewContext context)
    {
        CubeShape shape = context.Cube.Shape;
        LatticeDiscs discs = new(_model ?? throw new InvalidOperationException("the lists of a record are not measured again"), shape.ScanY, shape.ScanX);
        return (discs, () => [.. discs.Discs.Select(list => list.SelectMany(disc => (double[])[disc.H, disc.K, Place(disc.Row), Place(disc.Column), Weight(disc.Weight)]).ToArray())]);
    }

    internal override IReadOnlyList<ViewResult> Answer(ViewRequest request, IReadOnlyList<double[]> lists, ViewContext context)
    {
        DiffractionLattice?[] lattices = [.. lists.Select(list => DiffractionLattice.Fit([.. Enumerable.Range(0, list.Length / Columns).Select(i => Columns * i)
            .Select(i => new FittedDisc((int)list[i], (int)list[i + 1], list[i + 2], list[i + 3], list[i + 4]))]))];
        return BraggViews.StrainResults(StrainMap.Measure(lattices, context.IsReference), context);
    }

    private static double Place(double pixels) => Math.Round(pixels * PlacesPerPixel) / PlacesPerPixel;

    private static double Weight(double weight) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits((float)weight) & WeightBits);
}
