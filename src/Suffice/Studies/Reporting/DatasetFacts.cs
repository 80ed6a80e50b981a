using Suffice.Cubes.Statistics;

namespace Suffice.Studies.Reporting;

/// <summary>What a report knows of a dataset; null is unknown.</summary>
/// <param name="Name">Name in the results.</param>
/// <param name="Shape">Extents as Python writes a tuple.</param>
/// <param name="Dtype">Element type as numpy calls it.</param>
/// <param name="ItemBits">Bits that a stored sample takes.</param>
/// <param name="RawBytes">Size of the samples.</param>
/// <param name="Sparsity">Fraction of zeros, 0 to 1: exact counts divided.</param>
/// <param name="Mean">Mean sample, in counts.</param>
/// <param name="EntropyBits">H0, in bits per sample.</param>
/// <param name="PixelEntropyBits">Entropy given the detector pixel, in bits per sample.</param>
/// <param name="ElectronsPerPattern">Mean sum of a pattern of counts.</param>
public sealed record DatasetFacts(
    string Name, string? Shape, string? Dtype, int? ItemBits, double? RawBytes, double? Sparsity, double? Mean = null,
    double? EntropyBits = null, double? PixelEntropyBits = null, double? ElectronsPerPattern = null)
{
    private const double GiB = 1L << 30;

    public double? SizeGiB => RawBytes / GiB;

    /// <summary>Bits per sample that telling zeros from the rest costs: H2 of the zero fraction.</summary>
    public double? SparsityBoundBits => Sparsity is { } sparsity ? Entropies.Binary(sparsity) : null;

    /// <summary>Electrons per sample, by which bits per sample become bits per electron.</summary>
    public double? ElectronsPerSample => ElectronsPerPattern is > 0 && Mean is > 0 ? Mean : null;
}
