namespace Suffice.Views;

/// <summary>The discs from which <see cref="LatticeFit"/> has the lattice of each pattern.</summary>
internal sealed class LatticeDiscs(LatticeModel model, int scanRows, int scanColumns) : PositionView
{
    private readonly FittedDisc[][] _discs = new FittedDisc[checked(scanRows * scanColumns)][];

    /// <summary>Row-major over the scan; none where the fit finds no lattice.</summary>
    public IEnumerable<FittedDisc[]> Discs => _discs.Select(discs => discs ?? []);

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        List<FittedDisc> discs = [];
        _discs[scanY * scanColumns + scanX] = LatticeFit.Fit(model, pattern, discs) is null ? [] : [.. discs];
    }
}
