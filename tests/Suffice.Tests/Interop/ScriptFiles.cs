namespace Suffice.Tests.Interop;

/// <summary>Files that a script makes, once for all tests of a class.</summary>
public abstract class ScriptFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _made;

    // Lazy: a missing Python is a visible skip of each test, and a fixture cannot skip.
    protected ScriptFiles(string script) => _made = new Lazy<string>(() =>
    {
        Python.Run(script, _folder.Path);
        return _folder.Path;
    });

    /// <summary>Full path of a file.</summary>
    public string PathOf(string name) => Path.Combine(_made.Value, name);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
