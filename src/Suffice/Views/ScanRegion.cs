using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>A rectangle of probe positions: its first row and column and how many of each.</summary>
public readonly record struct ScanRegion(int Row, int Column, int Rows, int Columns)
{
    /// <summary>Reads <c>row,column,rows,columns</c>, such as <c>0,16,32,32</c>.</summary>
    public static bool TryParse(string? text, out ScanRegion region)
    {
        region = default;
        int[] parts = [.. (text ?? "").Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        if (parts is not [>= 0, >= 0, > 0, > 0]) return false;
        region = new ScanRegion(parts[0], parts[1], parts[2], parts[3]);
        return true;
    }

    /// <summary>Whether all of it lies in a scan.</summary>
    public bool IsWithin(CubeShape shape) => (long)Row + Rows <= shape.ScanY && (long)Column + Columns <= shape.ScanX && Rows > 0 && Columns > 0;

    /// <summary>Whether a position lies in it.</summary>
    public bool Contains(int row, int column) => row >= Row && row < Row + Rows && column >= Column && column < Column + Columns;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Row},{Column},{Rows},{Columns}");
}
