using ScottPlot;

namespace Suffice.Cli.Reporting.Figures;

/// <summary>
/// One colour for each setting in all figures. The six of the published comparison have the colours of Okabe and Ito, which
/// colour-blind readers tell apart; the others are muted, and none is told by its colour alone.
/// </summary>
internal static class MethodColours
{
    private static readonly Dictionary<string, string> Colours = new()
    {
        ["blosc_zlib"] = "#0072B2",
        ["blosc_zstd"] = "#D55E00",
        ["blosc_lz4hc"] = "#009E73",
        ["bitshuffle_lz4"] = "#CC79A7",
        ["blosc_lz4"] = "#E69F00",
        ["blosc_blosclz"] = "#56B4E9",
        ["gzip_9"] = "#6B7280",
        ["gzip_6"] = "#858C99",
        ["gzip_1"] = "#A0A6B1",
        ["szip"] = "#8C7B5A",
        ["lzf"] = "#A8956E",
        ["lz4_hdf5"] = "#B3A125",
        ["none"] = "#B9BEC7",
        ["tally"] = "#7A3E9D",
        ["tally-fast"] = "#9C6BBA",
        ["tally-archive"] = "#57217A",
    };

    private static readonly Color Other = Color.FromHex("#8A7FA8");

    public static Color Of(string setting) => Colours.TryGetValue(setting, out string? hex) ? Color.FromHex(hex) : Other;
}
