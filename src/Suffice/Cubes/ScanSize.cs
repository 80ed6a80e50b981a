using System.Globalization;

namespace Suffice.Cubes;

/// <summary>Size of a scan as the user gives it: rows, then columns, as in <c>--scan 16x17</c>.</summary>
public readonly record struct ScanSize(int Rows, int Columns)
{
    /// <summary>Number of probe positions.</summary>
    public long Positions => (long)Rows * Columns;

    /// <summary>Reads <c>16x17</c>: two positive numbers, rows first.</summary>
    public static bool TryParse(string? text, out ScanSize scan)
    {
        scan = default;
        string[] parts = (text ?? "").Split('x', 'X', '\u00D7');
        if (parts.Length != 2 || !TryParseExtent(parts[0], out int rows) || !TryParseExtent(parts[1], out int columns)) return false;
        scan = new(rows, columns);
        return true;
    }

    /// <summary>The size as <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows}x{Columns}");

    private static bool TryParseExtent(string text, out int extent) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out extent) && extent > 0;
}
