using System.Text;
using Suffice.Cubes;

namespace Suffice.Studies.Reporting;

/// <summary>A CSV file with a header line, its cells found by the names of their columns.</summary>
internal sealed class CsvTable
{
    // Results are small; a scan given by mistake is not read into memory.
    private const long MaxBytes = 256 << 20;

    private readonly IReadOnlyList<string> _columns;

    private CsvTable(string path, IReadOnlyList<string> columns, IReadOnlyList<(int Line, IReadOnlyList<string> Cells)> rows) =>
        (Path, _columns, Rows) = (path, columns, rows);

    public string Path { get; }

    /// <summary>The rows and their line numbers, the header being line 1.</summary>
    public IReadOnlyList<(int Line, IReadOnlyList<string> Cells)> Rows { get; }

    /// <param name="required">Columns without which the file is not what it should be.</param>
    /// <param name="kind">What it should be, for the message.</param>
    /// <exception cref="CubeFileException">Unreadable, empty or foreign.</exception>
    public static CsvTable Read(string path, IEnumerable<string> required, string kind)
    {
        string[] lines = ReadText(path, kind).Split('\n');
        IReadOnlyList<string> columns = [.. Csv.Split(lines[0].TrimStart('\uFEFF')).Select(column => column.Trim())];
        string[] missing = [.. required.Where(column => !columns.Contains(column))];
        if (missing.Length > 0)
            throw new CubeFileException(path, $"is not {kind}: it has no column {string.Join(", ", missing.Take(3))}{(missing.Length > 3 ? ", ..." : "")}");
        List<(int, IReadOnlyList<string>)> rows = [];
        for (int i = 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            IReadOnlyList<string> cells = Csv.Split(lines[i]);
            if (cells.Count != columns.Count) throw new CubeFileException(path, $"line {i + 1} has {cells.Count} cells where the first line has {columns.Count}");
            rows.Add((i + 1, cells));
        }
        return rows.Count > 0 ? new CsvTable(path, columns, rows) : throw new CubeFileException(path, "has a first line but no results below it");
    }

    public bool Has(string column) => _columns.Contains(column);

    public string Text(IReadOnlyList<string> cells, string column) => Index(column) is >= 0 and var at ? cells[at] : "";

    /// <summary>A number; NaN for an empty cell.</summary>
    public double Number((int Line, IReadOnlyList<string> Cells) row, string column)
    {
        string cell = Text(row.Cells, column);
        if (cell.Length == 0) return double.NaN;
        return Csv.TryNumber(cell, out double value) ? value : throw new CubeFileException(Path, $"line {row.Line}: {column} is '{Shortened(cell)}', not a number");
    }

    /// <summary>The whole text of a file of results.</summary>
    public static string ReadText(string path, string kind)
    {
        if (!File.Exists(path)) throw new CubeFileException(path, "there is no such file");
        try
        {
            if (new FileInfo(path).Length > MaxBytes) throw new CubeFileException(path, $"is not {kind}: it is larger than {MaxBytes >> 20} MiB");
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
            return string.IsNullOrWhiteSpace(text) ? throw new CubeFileException(path, "the file is empty") : text;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CubeFileException(path, "you may not read this file", e);
        }
        catch (ArgumentException e)
        {
            throw new CubeFileException(path, $"is not {kind}: it is not text", e);
        }
    }

    private int Index(string column)
    {
        for (int i = 0; i < _columns.Count; i++)
            if (_columns[i] == column) return i;
        return -1;
    }

    private static string Shortened(string cell) => cell.Length <= 20 ? cell : cell[..20] + "...";
}
