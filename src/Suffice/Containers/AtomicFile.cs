using System.Text;

namespace Suffice.Containers;

/// <summary>Writes files that are either complete under their name or not there.</summary>
public static class AtomicFile
{
    /// <summary>Writes UTF-8 text, over a file of that name.</summary>
    public static void WriteAllText(string path, string text) => Write(path, temporary => File.WriteAllBytes(temporary, Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a file under a temporary name beside its own and renames it when it is complete and on the disk.</summary>
    /// <param name="path">Name of the file; one of that name is replaced at the end.</param>
    /// <param name="write">Writes the file under the name that it is given, and closes it. Whatever it throws, nothing stays.</param>
    public static void Write(string path, Action<string> write)
    {
        string temporary = path + ".tmp";
        try
        {
            write(temporary);
            using (FileStream file = new(temporary, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
