using Suffice.Tests.Interop;

namespace Suffice.Tests.Sources.Numpy;

/// <summary>Files that numpy wrote, made once for the class.</summary>
public sealed class NumpyFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private bool _written;

    public string PathOf(string name)
    {
        if (!_written) Python.Run("npyfiles.py", _folder.Path);
        _written = true;
        return _folder.File(name);
    }

    public void Dispose() => _folder.Dispose();
}
