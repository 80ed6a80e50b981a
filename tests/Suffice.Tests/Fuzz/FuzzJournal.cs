using System.IO.MemoryMappedFiles;
using System.Text;

namespace Suffice.Tests.Fuzz;

/// <summary>
/// Tells eng/fuzz.sh how far a target came: <c>NAME.running</c> holds the iteration, kept by the system also when the process
/// crashes; <c>NAME.done</c> the number of inputs and of failures.
/// </summary>
internal sealed class FuzzJournal : IDisposable
{
    private const int Digits = 20;

    private readonly string? _running;
    private readonly string _name;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte[] _text = new byte[Digits];

    public FuzzJournal(string name)
    {
        _name = name;
        if (FuzzSettings.JournalFolder is null) return;
        _running = Path.Combine(FuzzSettings.JournalFolder, name + ".running");
        _file = MemoryMappedFile.CreateFromFile(_running, FileMode.Create, null, Digits);
        _view = _file.CreateViewAccessor();
    }

    public void Begin(long iteration)
    {
        if (_view is null) return;
        iteration.TryFormat(_text, out _, "D20");
        _view.WriteArray(0, _text, 0, Digits);
    }

    public void End(long inputs, int failures)
    {
        if (FuzzSettings.JournalFolder is null) return;
        File.WriteAllText(Path.Combine(FuzzSettings.JournalFolder, _name + ".done"), $"{inputs} {failures}\n", Encoding.ASCII);
        Dispose();
        File.Delete(_running!);
    }

    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
    }
}
