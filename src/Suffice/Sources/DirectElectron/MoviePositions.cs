using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.DirectElectron;

/// <summary>Where each frame of a scan that is no raster was taken.</summary>
/// <param name="Rows">Of the smallest grid that holds all positions.</param>
/// <param name="FrameAt">The frame at each position of that grid, row-major; -1 where none was taken.</param>
internal sealed record MoviePositions(int Rows, int Columns, ImmutableArray<int> FrameAt)
{
    // A grid far larger than its frames is a damaged file.
    private const int MostPositionsPerFrame = 1000;

    /// <summary>Reads the positions of so many frames.</summary>
    /// <param name="problem">Why the frames cannot be put on a grid.</param>
    /// <returns>Null where they cannot.</returns>
    public static MoviePositions? TryRead(string path, int frames, out string problem)
    {
        List<(int X, int Y)> positions = Parse(path);
        string name = Path.GetFileName(path);
        (int columns, int rows) = positions.Count == 0 ? (0, 0) : (positions.Max(at => at.X) + 1, positions.Max(at => at.Y) + 1);
        problem = positions.Count != frames ? $"{name} has {positions.Count:N0} positions for {frames:N0} frames"
            : positions.Distinct().Count() != frames ? $"{name} has positions that were visited more than once"
            : (long)rows * columns > (long)frames * MostPositionsPerFrame ? $"{name} spreads {frames:N0} frames over {rows:N0} x {columns:N0} positions" : "";
        if (problem.Length > 0) return null;
        int[] frameAt = new int[rows * columns];
        Array.Fill(frameAt, -1);
        for (int i = 0; i < positions.Count; i++) frameAt[positions[i].Y * columns + positions[i].X] = i;
        return new(rows, columns, [.. frameAt]);
    }

    private static List<(int X, int Y)> Parse(string path)
    {
        using SourceFile file = SourceFile.Open(path);
        List<(int, int)> positions = [];
        foreach (string line in Encoding.ASCII.GetString(file.ReadStart(MrcFormat.MaxTextBytes)).Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            string[] fields = line.Split(',');
            if (fields.Length != 2 || !TryParse(fields[0], out int x) || !TryParse(fields[1], out int y))
                throw new CubeFileException(path, $"line {positions.Count + 1:N0} is not a position such as 7,12: {Printable.Shorten(line.Trim())}");
            positions.Add((x, y));
        }
        return positions;
    }

    private static bool TryParse(string text, out int value) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value < int.MaxValue;
}
