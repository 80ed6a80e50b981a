using System.Text;
using Suffice.Cubes;
using Tomlyn;
using Tomlyn.Model;

namespace Suffice.Sources.RawCsr;

/// <summary>Numbers in a raw file.</summary>
internal readonly record struct RawNumbers(string Path, ElementType Element, ByteOrder Order);

/// <summary>What the .toml says.</summary>
/// <param name="Rows">Of the scan.</param>
internal sealed record RawCsrDescription(
    int Rows, int Columns, int DetectorRows, int DetectorColumns, RawNumbers Starts, RawNumbers Pixels, RawNumbers Values)
{
    public static RawCsrDescription Read(string path)
    {
        using SourceFile file = SourceFile.Open(path);
        if (file.Bytes > RawCsrFormat.MaxTomlBytes) throw Damaged(path, $"{file.Bytes:N0} bytes are too many");
        TomlTable root;
        try
        {
            root = TomlSerializer.Deserialize<TomlTable>(Encoding.UTF8.GetString(file.ReadStart(RawCsrFormat.MaxTomlBytes))) ?? [];
        }
        catch (TomlException e)
        {
            throw Damaged(path, e.Message.Split('\n')[0].Trim());
        }
        TomlTable parameters = Table(root, "params", path), csr = Table(root, "raw_csr", path);
        if (parameters.TryGetValue("filetype", out object? type) && type is not RawCsrFormat.FileType)
            throw new CubeFileException(path, $"describes a file of type {Printable.Shorten(type?.ToString() ?? "")}; {RawCsrFormat.FileType} is read here");
        (int rows, int columns) = Shape(parameters, "nav_shape", path);
        (int detectorRows, int detectorColumns) = Shape(parameters, "sig_shape", path);
        return new(rows, columns, detectorRows, detectorColumns, Numbers(csr, "indptr", path), Numbers(csr, "indices", path), Numbers(csr, "data", path));
    }

    private static TomlTable Table(TomlTable root, string name, string path) =>
        root.TryGetValue(name, out object? found) && found is TomlTable table ? table : throw Damaged(path, $"it has no table [{name}]");

    // A scan or a detector of one dimension is a single row.
    private static (int Rows, int Columns) Shape(TomlTable table, string name, string path)
    {
        long[] extents = table.TryGetValue(name, out object? found) && found is TomlArray list ? [.. list.Select(one => one is long extent ? extent : 0)] : [];
        if (extents.Length is < 1 or > 2 || extents.Any(extent => extent is < 1 or > int.MaxValue)) throw Damaged(path, $"{name} is no list of one or two sizes");
        return extents.Length == 1 ? (1, (int)extents[0]) : ((int)extents[0], (int)extents[1]);
    }

    private static RawNumbers Numbers(TomlTable table, string name, string path)
    {
        string file = Text(table, name + "_file", path), dtype = Text(table, name + "_dtype", path);
        if (dtype is [not ('<' or '>' or '|' or '='), ..]) dtype = "=" + dtype;
        (ElementType Element, ByteOrder Order)? known = Known(dtype);
        if (known is not { } element) throw Damaged(path, $"{name}_dtype is {Printable.Shorten(dtype)}; types such as <i4 are read here");
        // A description leads to files beside it, and nowhere else.
        if (Path.GetFileName(file) != file) throw Damaged(path, $"{name}_file is {Printable.Shorten(file)}, which is not a file beside it");
        return new(Path.Combine(Path.GetDirectoryName(path) ?? "", file), element.Element, element.Order);
    }

    private static (ElementType, ByteOrder)? Known(string dtype)
    {
        ElementType named = ElementTypes.All.FirstOrDefault(element => element.Name() == dtype[1..], (ElementType)(-1));
        bool isShort = dtype is [_, 'u' or 'i' or 'f', '1' or '2' or '4' or '8'];
        ElementType? element = ElementTypes.All.Contains(named) ? named : isShort ? ElementTypes.Find(dtype[2] - '0', dtype[1] == 'f', dtype[1] != 'u') : null;
        return element is ElementType found ? (found, dtype[0] switch { '>' => ByteOrder.BigEndian, '<' => ByteOrder.LittleEndian, _ => SampleOrder.Native }) : null;
    }

    private static string Text(TomlTable table, string name, string path) =>
        table.TryGetValue(name, out object? found) && found is string { Length: > 0 } text ? text : throw Damaged(path, $"{name} is missing");

    private static CubeFileException Damaged(string path, string why) => new(path, $"is not a description of raw CSR files: {why}");
}
