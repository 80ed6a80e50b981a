using System.Collections.Immutable;

namespace Suffice.Views;

/// <summary>The lattice of a scan's mean pattern and the discs on it, which the lattice of each single pattern is sought from.</summary>
public sealed class LatticeModel
{
    // Strains move discs by pixels; a window must hold a disc all the same.
    private const double MarginPixels = 2, RimPixels = 1.5, RoomPixels = 3;
    private const double LeastSigma = 5, LeastShareOfBeam = 1e-4, LeastShareOfSeed = 0.01;
    private const int MostDiscs = 160, LeastDiscs = 4, Refinements = 4;

    private LatticeModel(DiffractionLattice lattice, DiscPull pull, ImmutableArray<LatticeDisc> discs) => (Lattice, Pull, Discs) = (lattice, pull, discs);

    /// <summary>The mean pattern's lattice.</summary>
    public DiffractionLattice Lattice { get; }

    /// <summary>Its discs, strongest first.</summary>
    public ImmutableArray<LatticeDisc> Discs { get; }

    internal DiscPull Pull { get; }

    /// <summary>Finds the lattice of a mean pattern.</summary>
    /// <param name="mean">Row-major over the detector.</param>
    /// <param name="patterns">How many patterns it is the mean of.</param>
    /// <returns>Null where its discs lie on no lattice, or too few of them.</returns>
    public static LatticeModel? Find(ReadOnlySpan<double> mean, int patterns, DetectorMask mask, PatternGeometry geometry)
    {
        double[] sum = new double[mean.Length];
        for (int i = 0; i < sum.Length; i++) sum[i] = mean[i] * patterns;
        BraggDiscs discs = new(new DiscTemplate(geometry.RadiusPixels), mask, 1, 1, new BraggOptions(LeastRelative: LeastShareOfSeed));
        discs.Measure<double>(0, 0, sum);
        if (LatticeSearch.Find(discs.Peaks[0], geometry) is not { } lattice) return null;
        DiscPull pull = new(geometry.RadiusPixels, Math.Min(geometry.RadiusPixels + MarginPixels, lattice.ShortestSpacing / 2), mask.Rows, mask.Columns);
        LatticeModel model = new(lattice, pull, Describe(lattice, pull, mean, patterns, mask));
        if (model.Discs.Length < LeastDiscs) return null;
        for (int i = 0; i < Refinements; i++)
        {
            if (LatticeFit.Fit<double>(model, mean) is not { } refined) return null;
            model = new LatticeModel(refined, pull, Describe(refined, pull, mean, patterns, mask));
        }
        return model.Discs.Length < LeastDiscs ? null : model;
    }

    private static ImmutableArray<LatticeDisc> Describe(in DiffractionLattice lattice, DiscPull pull, ReadOnlySpan<double> mean, int patterns, DetectorMask mask)
    {
        bool[] isUsed = mask.ToArray();
        double room = pull.ReachPixels + RoomPixels;
        int most = (int)((mask.Rows + mask.Columns) / lattice.ShortestSpacing) + 1;
        List<(LatticeDisc Disc, double Signal)> found = [];
        for (int h = -most; h <= most; h++)
            for (int k = -most; k <= most; k++)
            {
                (double row, double column) = lattice.At(h, k);
                if (row < room || column < room || row > mask.Rows - 1 - room || column > mask.Columns - 1 - room || !IsClear(isUsed, mask.Columns, row, column, room)) continue;
                double background = Rim(mean, mask.Columns, row, column, pull.ReachPixels);
                DiscPull.Result all = pull.Of(mean, row, column), flat = pull.OfOnes(row, column);
                double signal = all.Counts - background * flat.Counts;
                if (signal * patterns < LeastSigma * Math.Sqrt(all.Counts * patterns)) continue;
                found.Add((new LatticeDisc(h, k, signal / all.Counts, all.Counts, all.Curvature - background * flat.Curvature, background * flat.Curvature), signal));
            }
        double beam = found.Where(one => one.Disc is { H: 0, K: 0 }).Select(one => one.Signal).FirstOrDefault();
        return [.. found.Where(one => one.Signal >= LeastShareOfBeam * beam && one.Disc.Curvature > 0).OrderByDescending(one => one.Signal).Take(MostDiscs).Select(one => one.Disc)];
    }

    private static bool IsClear(bool[] isUsed, int columns, double row, double column, double reach)
    {
        for (int y = (int)(row - reach); y <= row + reach; y++)
            if (isUsed.AsSpan(y * columns + (int)(column - reach), (int)(2 * reach) + 1).Contains(false)) return false;
        return true;
    }

    // The median just outside a window.
    private static double Rim(ReadOnlySpan<double> mean, int columns, double row, double column, double reach)
    {
        List<double> rim = [];
        double outer = reach + RimPixels;
        for (int y = (int)Math.Ceiling(row - outer); y <= row + outer; y++)
            for (int x = (int)Math.Ceiling(column - outer); x <= column + outer; x++)
            {
                double square = (y - row) * (y - row) + (x - column) * (x - column);
                if (square >= reach * reach && square < outer * outer) rim.Add(mean[y * columns + x]);
            }
        rim.Sort();
        return rim[rim.Count / 2];
    }
}
