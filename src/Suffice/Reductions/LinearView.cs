using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>
/// A view that is a sum over pixels, or a quotient of such sums, answered from what is kept of a pattern without making the pattern again:
/// what comes back is linear in the numbers that are kept, so each number has its weight in every sum.
/// </summary>
internal sealed class LinearView
{
    private readonly double[] _sum, _row, _column, _rows, _columns;
    private readonly ViewContext _context;
    private readonly bool _isCentre, _isIntegral;

    private LinearView(PatternRepresentation representation, DetectorMask mask, string name, ViewContext context)
    {
        CubeShape shape = context.Cube.Shape;
        bool isCentre = name is "com" or "icom";
        (_context, _isCentre, _isIntegral) = (context, isCentre, name == "icom");
        bool[] isIn = mask.ToArray();
        double[] Weights(Func<int, double> weight) => representation.Adjoint([.. isIn.Select((inside, i) => inside ? weight(i) : 0)]);
        _sum = Weights(_ => 1);
        (_row, _column) = isCentre ? (Weights(i => i / mask.Columns), Weights(i => i % mask.Columns)) : ([], []);
        (_rows, _columns) = (new double[shape.Patterns], isCentre ? new double[shape.Patterns] : []);
    }

    /// <summary>Prepares a view; null where it is none of that kind.</summary>
    public static LinearView? Of(PatternRepresentation representation, ViewRequest request, ViewContext context)
    {
        DetectorMask? mask = (request.Name, request.Numbers) switch
        {
            ("total" or "com" or "icom", []) => context.AllPixels,
            ("bf" or "disc" or "com" or "icom", [double radius]) => DetectorViews.Ring(request, context, 0, radius).Without(context.Excluded),
            ("adf" or "annulus" or "com" or "icom", [double inner, double outer]) => DetectorViews.Ring(request, context, inner, outer).Without(context.Excluded),
            _ => null,
        };
        return mask is null ? null : new LinearView(representation, mask, request.Name, context);
    }

    /// <summary>Measures one position.</summary>
    /// <param name="kept">What is kept of the pattern.</param>
    public void Measure(int scanY, int scanX, ReadOnlySpan<double> kept)
    {
        int at = scanY * _context.Cube.Shape.ScanX + scanX;
        double sum = Dot(_sum, kept);
        if (!_isCentre) _rows[at] = sum;
        else (_rows[at], _columns[at]) = (Dot(_row, kept) / sum, Dot(_column, kept) / sum);
    }

    /// <summary>The values, as the view's own.</summary>
    public IReadOnlyList<ViewResult> Results() => _isIntegral ? [CentreViews.Integrated(_context.Cube, _rows, _columns)] : _isCentre
        ? [new ViewResult("row", "centre of mass, row", "px", ViewKinds.ScanAxes(_context.Cube), _rows), new ViewResult("column", "centre of mass, column", "px", ViewKinds.ScanAxes(_context.Cube), _columns)]
        : [new ViewResult("", "sum", "counts", ViewKinds.ScanAxes(_context.Cube), _rows)];

    private static double Dot(double[] weights, ReadOnlySpan<double> kept) => Kernels.Products.Dot(weights, kept);
}
