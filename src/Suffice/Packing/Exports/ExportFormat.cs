using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Packing.Exports;

/// <summary>One row of the table of formats that a cube can be written to: for other programs, not for keeping.</summary>
/// <param name="Name">As <c>--to</c> takes it.</param>
/// <param name="Summary">For help.</param>
/// <param name="Write">Writes a cube slab by slab and returns the files.</param>
public sealed record ExportFormat(string Name, string Summary, Func<CubeExport, ImmutableArray<string>> Write)
{
    /// <summary>What most programs read.</summary>
    public static ExportFormat Numpy { get; } = new("npy", "a NumPy array of four dimensions", NumpyExport.Write);

    /// <summary>All formats.</summary>
    public static ImmutableArray<ExportFormat> All { get; } =
    [
        Numpy,
        new("tiff", "a page for each pattern, as ImageJ reads stacks; BigTIFF from 4 GiB on", TiffExport.Write),
        new("hspy", "a signal of HyperSpy, chunked, gzip and shuffle", HyperSpyExport.Write),
        new("raw-csr", "sparse patterns of LiberTEM: a .toml and three raw files", RawCsrExport.Write),
        new("mib", "processed frames of a Merlin detector, with .hdr", MerlinExport.Write),
    ];
}
