using System.Text;

namespace Suffice.Studies;

/// <summary>Writes small files that are either complete under their name or not there.</summary>
public static class AtomicFile
{
    /// <summary>Writes UTF-8 text, over a file of that name.</summary>
    public static void WriteAllText(string path, string text)
    {
        string temporary = path + ".tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
