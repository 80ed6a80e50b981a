using Suffice.Cubes;

namespace Suffice.Studies.Reporting;

/// <summary>Reads a list of datasets in the columns of the published <c>dataset_inventory.csv</c>.</summary>
internal static class DatasetInventory
{
    private static readonly string[] Required = ["dataset_id", "dtype", "itemsize_bytes", "shape", "n_elements", "uncompressed_bytes", "zero_count"];

    public static IReadOnlyList<DatasetFacts> Read(string path)
    {
        CsvTable table = CsvTable.Read(path, Required, "a dataset inventory in the published columns");
        return [.. table.Rows.Select(row => Parse(table, row))];
    }

    private static DatasetFacts Parse(CsvTable table, (int Line, IReadOnlyList<string> Cells) row)
    {
        double zeros = table.Number(row, "zero_count"), samples = table.Number(row, "n_elements");
        if (!(zeros >= 0 && zeros <= samples && samples > 0))
            throw new CubeFileException(table.Path, $"line {row.Line}: {zeros} zeros among {samples} samples cannot be");
        return new DatasetFacts(
            table.Text(row.Cells, "dataset_id"), table.Text(row.Cells, "shape"), table.Text(row.Cells, "dtype"),
            (int)(8 * table.Number(row, "itemsize_bytes")), table.Number(row, "uncompressed_bytes"), zeros / samples);
    }
}
