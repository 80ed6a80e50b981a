namespace Suffice.Sources.Zarr;

/// <summary>HyperSpy's .zspy: the tree of a .hspy as Zarr, version 2, in one zip file.</summary>
/// <remarks>
/// <code>
/// Experiments/TITLE/data/.zarray    JSON: shape, chunks, dtype "&lt;u2", order "C", compressor, filters, fill_value, dimension_separator
/// Experiments/TITLE/data/0.0.0.0    a chunk, whole even at the edges; one that is not there is the fill value
/// Experiments/TITLE/axis-N/.zattrs  JSON: name, units, scale, offset, navigate
/// </code>
/// Sources: Zarr storage specification version 2, rosettasciio.
/// </remarks>
internal static class ZspyFormat
{
    public const string Name = "HyperSpy .zspy";

    /// <summary>JSON of one array or group; metadata of HyperSpy may have some hundred kilobytes.</summary>
    public const int MaxJsonBytes = 16 << 20;

    public static ReadOnlySpan<byte> ZipMagic => "PK\x03\x04"u8;
}
