using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Studies;

/// <summary>
/// <c>runs.csv</c>: the raw rows, one for each run. The published columns come first (in the published study, creation and
/// conversion times are given for the representations outside HDF5; ours are inside the write time), then what we add.
/// </summary>
public static class RunsCsv
{
    private const string Header =
        "dataset,method,compression_ratio,file_size_mb,write_time,read_time,write_throughput_gbs,read_throughput_gbs,bytes_read,"
        + "actual_io_bytes,chunk_size,creation_time,conversion_time,run_number,run_directory,engine,threads,verified,raw_bytes,file_bytes";

    private const int Columns = 20;

    /// <summary>The first line.</summary>
    public static string HeaderLine => Header;

    /// <summary>One row as a line.</summary>
    public static string Format(StudyRow row)
    {
        StudyMeasurement m = row.Measurement;
        return Csv.Line(
            row.Dataset, row.Method, Csv.Number(m.Ratio), Csv.Number(m.FileMiB), Csv.Number(m.WriteSeconds), Csv.Number(m.ReadSeconds),
            Csv.Number(m.WriteThroughput), Csv.Number(m.ReadThroughput), Csv.Number(m.RawBytes), "", row.Chunk, "", "",
            Csv.Number(row.Run), string.Create(CultureInfo.InvariantCulture, $"run_{row.Run:D3}"), row.Engine, Csv.Number(row.Threads),
            m.IsVerified ? "true" : "false", Csv.Number(m.RawBytes), Csv.Number(m.FileBytes));
    }

    /// <summary>The complete rows of a file. A last line that was cut off is left out: its run is done again.</summary>
    /// <exception cref="CubeFileException">The file is not a runs.csv of ours.</exception>
    public static IReadOnlyList<StudyRow> Read(string path)
    {
        string text = File.ReadAllText(path);
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return [];
        if (lines[0] != Header) throw new CubeFileException(path, "its first line is not that of a runs.csv of this program");
        List<StudyRow> rows = [];
        for (int line = 1; line < lines.Length; line++)
            rows.Add(Parse(Csv.Split(lines[line])) ?? throw new CubeFileException(path, $"line {line + 1} is not a row of results"));
        return rows;
    }

    private static StudyRow? Parse(IReadOnlyList<string> cells)
    {
        if (cells.Count != Columns) return null;
        bool isComplete = Csv.TryNumber(cells[4], out double write) & Csv.TryNumber(cells[5], out double read)
            & Csv.TryNumber(cells[13], out double run) & Csv.TryNumber(cells[16], out double threads)
            & Csv.TryNumber(cells[18], out double raw) & Csv.TryNumber(cells[19], out double bytes);
        // Not "<= 0": NaN is a number to the parser.
        if (!isComplete || !(bytes > 0) || !(raw > 0)) return null;
        StudyMeasurement measurement = new((long)raw, (long)bytes, write, read, cells[17] == "true");
        return new StudyRow(cells[0], cells[1], measurement, cells[10], (int)run, cells[15], (int)threads);
    }
}
