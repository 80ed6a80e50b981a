namespace Suffice.Studies.Reporting;

/// <summary>Compression ratio against the fraction of zeros: C = a s^b + c.</summary>
public sealed record SparsityCurve(double A, double B, double C)
{
    /// <summary>Ratio at a sparsity between 0 and 1.</summary>
    public double At(double sparsity) => A * Math.Pow(sparsity, B) + C;
}
