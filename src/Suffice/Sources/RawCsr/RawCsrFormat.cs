namespace Suffice.Sources.RawCsr;

/// <summary>Sparse patterns as LiberTEM reads them: a .toml that describes three raw files.</summary>
/// <remarks>
/// <code>
/// [params]    filetype = "raw_csr"   nav_shape = [rows, columns]   sig_shape = [rows, columns]
/// [raw_csr]   indptr_file, indptr_dtype    positions + 1 numbers: where the samples of each position begin, the last one the end
///             indices_file, indices_dtype  row * columns + column of each sample
///             data_file, data_dtype        its value
/// </code>
/// Names are those of files beside the .toml; types are written as numpy does, such as &lt;i4. Source: LiberTEM, raw_csr.py.
/// </remarks>
internal static class RawCsrFormat
{
    public const string Name = "LiberTEM raw CSR";

    public const string FileType = "raw_csr";

    /// <summary>Some ten lines.</summary>
    public const int MaxTomlBytes = 1 << 16;
}
