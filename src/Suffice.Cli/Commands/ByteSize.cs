using System.Globalization;

namespace Suffice.Cli.Commands;

/// <summary>A number of bytes as users write it: 1GiB, 512MiB, 2e9.</summary>
internal readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Suffix, double Factor)[] Units =
        [("GiB", 1L << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1e9), ("MB", 1e6), ("G", 1L << 30), ("M", 1 << 20), ("", 1)];

    public static bool TryParse(string text, out ByteSize size)
    {
        size = default;
        (string suffix, double factor) = Units.First(unit => text.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase));
        if (!double.TryParse(text[..^suffix.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return false;
        if (!(number * factor is > 0 and < long.MaxValue)) return false;
        size = new ByteSize((long)(number * factor));
        return true;
    }

    /// <summary>In the largest binary unit that divides it.</summary>
    public override string ToString()
    {
        long bytes = Bytes;
        (string suffix, double factor) = Units.First(unit => unit.Suffix is "GiB" or "MiB" or "KiB" or "" && bytes % (long)unit.Factor == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{Bytes / (long)factor}{suffix}");
    }
}
