namespace Suffice.Views;

/// <summary>
/// The lattice of each diffraction pattern: from the scan's lattice, Newton steps that balance the pulls of all discs at once
/// (<see cref="DiscPull"/>), each weighted by its share of signal.
/// </summary>
/// <remarks>
/// No disc is sought in a single pattern, so that some 40 electrons in all diffracted discs are enough, and so that the variance goes as one
/// over the dose. With few counts the steps use the curvature that the mean pattern lets expect: their own would be as noisy as the pulls, and
/// the result would no longer be linear in the counts. With many counts it is the pattern's own, for quick convergence.
/// Joint fits of all discs: Pekin et al., Ultramicroscopy 176, 170 (2017).
/// </remarks>
public sealed class LatticeFit(LatticeModel model, int scanRows, int scanColumns) : PositionView
{
    // At so many counts in the diffracted discs expected and own curvature weigh the same.
    private const double BalancedCounts = 400;
    private const int LeastSteps = 3, MostSteps = 10;
    private const double Converged = 1e-3, MostlyOwn = 0.75, LargestMovePixels = 2, LeastShareOfCounts = 0.05, LargestChange = 0.2, LeastCurvature = 1e-3;

    private readonly DiffractionLattice?[] _lattices = new DiffractionLattice?[checked(scanRows * scanColumns)];

    /// <summary>Row-major over the scan; null where the diffracted discs are all but missing, or the lattice is not near the scan's.</summary>
    public IReadOnlyList<DiffractionLattice?> Lattices => _lattices;

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern) => _lattices[scanY * scanColumns + scanX] = Fit(model, pattern);

    /// <summary>The lattice of one pattern.</summary>
    /// <param name="discs">Is filled with discs whose weighted fit is that lattice; null where nobody asks.</param>
    internal static DiffractionLattice? Fit<T>(LatticeModel model, ReadOnlySpan<T> pattern, List<FittedDisc>? discs = null) where T : unmanaged
    {
        DiffractionLattice lattice = model.Lattice;
        double share = 0, own = 0, furthest = model.Discs.Max(disc => Math.Max(Math.Abs(disc.H), Math.Abs(disc.K)));
        for (int step = 0; step < MostSteps; step++)
        {
            if (step == 0)
            {
                (share, double diffracted) = Brightness(model, pattern);
                if (!(diffracted > LeastShareOfCounts * model.Discs.Where(disc => disc is not { H: 0, K: 0 }).Sum(disc => disc.Counts))) return null;
                own = diffracted / (diffracted + BalancedCounts);
            }
            if (Step(model, pattern, lattice, share, own, discs) is not { } move) return null;
            double pixels = move.LargestComponent * Math.Max(1, furthest);
            lattice = lattice.Plus(move, Math.Min(1, LargestMovePixels / pixels));
            if (step >= LeastSteps - 1 && (own < MostlyOwn || pixels < Converged)) break;
        }
        return lattice.DiffersBy(model.Lattice) < LargestChange ? lattice : null;
    }

    // Counts in the windows relative to the mean pattern's, and those of the diffracted discs.
    private static (double Share, double Diffracted) Brightness<T>(LatticeModel model, ReadOnlySpan<T> pattern) where T : unmanaged
    {
        double all = 0, expected = 0, beam = 0;
        foreach (LatticeDisc disc in model.Discs)
        {
            (double row, double column) = model.Lattice.At(disc.H, disc.K);
            double counts = model.Pull.Of(pattern, row, column).Counts;
            all += counts;
            expected += disc.Counts;
            if (disc is { H: 0, K: 0 }) beam = counts;
        }
        return (all / expected, all - beam);
    }

    private static DiffractionLattice? Step<T>(LatticeModel model, ReadOnlySpan<T> pattern, in DiffractionLattice lattice, double share, double own, List<FittedDisc>? discs)
        where T : unmanaged
    {
        discs?.Clear();
        Span<double> matrix = stackalloc double[6], rows = stackalloc double[3], columns = stackalloc double[3];
        matrix.Clear();
        rows.Clear();
        columns.Clear();
        foreach (LatticeDisc disc in model.Discs)
        {
            (double row, double column) = lattice.At(disc.H, disc.K);
            DiscPull.Result pull = model.Pull.Of(pattern, row, column);
            double curvature = (1 - own) * share * disc.Curvature + own * Math.Max(0, pull.Curvature - share * disc.BackgroundCurvature);
            DiffractionLattice.AddEquation(matrix, rows, columns, disc.H, disc.K, disc.SignalShare * curvature, disc.SignalShare * pull.Row, disc.SignalShare * pull.Column);
            // Where nothing curves, a pull tells no place: far away, with a small weight.
            double weight = Math.Max(curvature, LeastCurvature * share * disc.Curvature);
            discs?.Add(new FittedDisc(disc.H, disc.K, row + pull.Row / weight, column + pull.Column / weight, disc.SignalShare * weight));
        }
        return DiffractionLattice.Solve(matrix, rows, columns);
    }
}
