using System.Text;
using Suffice.Containers;
using Suffice.Cubes;

namespace Suffice.Studies;

/// <summary>
/// The rows of a study while it runs. Every row is on disk before the next run begins, in a file that gets its final name
/// when the study is complete.
/// </summary>
public sealed class StudyLedger : IDisposable
{
    private const string FinalName = "runs.csv", PartialName = "runs.partial.csv";

    private readonly string _folder;
    private readonly List<StudyRow> _rows;
    private FileStream? _file;

    private StudyLedger(string folder, List<StudyRow> rows) => (_folder, _rows) = (folder, rows);

    /// <summary>All rows so far.</summary>
    public IReadOnlyList<StudyRow> Rows => _rows;

    /// <summary>Begins a study in a folder, or goes on with the one that it holds.</summary>
    /// <exception cref="CubeFileException">The folder holds results and the study is not resumed, or it cannot be written.</exception>
    public static StudyLedger Open(string folder, bool isResumed)
    {
        string final = Path.Combine(folder, FinalName), partial = Path.Combine(folder, PartialName);
        try
        {
            if (File.Exists(folder)) throw new CubeFileException(folder, "this is a file; give a folder with --out");
            Directory.CreateDirectory(folder);
            if (!isResumed && (File.Exists(final) || File.Exists(partial)))
                throw new CubeFileException(folder, "this folder holds results already; give --resume to go on with them, or another folder");
            string? earlier = !isResumed ? null : File.Exists(partial) ? partial : File.Exists(final) ? final : null;
            StudyLedger ledger = new(folder, earlier is null ? [] : [.. RunsCsv.Read(earlier)]);
            if (earlier is null) ledger.Begin();
            return ledger;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CubeFileException(folder, "this folder cannot be written; give another with --out", e);
        }
    }

    /// <summary>Adds a row and puts it on disk.</summary>
    public void Add(StudyRow row)
    {
        if (_file is null) Begin();
        _file!.Write(Encoding.UTF8.GetBytes(RunsCsv.Format(row) + "\n"));
        _file.Flush(flushToDisk: true);
        _rows.Add(row);
    }

    /// <summary>Gives the file its final name.</summary>
    public void Complete()
    {
        if (_file is null) Begin();
        _file!.Dispose();
        File.Move(Path.Combine(_folder, PartialName), Path.Combine(_folder, FinalName), overwrite: true);
    }

    public void Dispose() => _file?.Dispose();

    // Only a study that has something to add touches the files of an earlier one.
    private void Begin()
    {
        string partial = Path.Combine(_folder, PartialName);
        AtomicFile.WriteAllText(partial, Text(_rows));
        File.Delete(Path.Combine(_folder, FinalName));
        _file = new FileStream(partial, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    private static string Text(IEnumerable<StudyRow> rows) => string.Concat(rows.Select(RunsCsv.Format).Prepend(RunsCsv.HeaderLine).Select(line => line + "\n"));
}
