using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Suffice.Packing;

/// <summary>Files that a process wrote and had no time to complete: their names say which process, on which machine.</summary>
public static class Leftovers
{
    private const string Suffix = ".suffice-partial";

    private static string Host => Crc32C.Of(Encoding.UTF8.GetBytes(Environment.MachineName)).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Removes those of processes of this machine that have ended.</summary>
    /// <param name="folder">The folder of their targets.</param>
    public static void Remove(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, ".*" + Suffix))
        {
            string[] parts = Path.GetFileName(path)[..^Suffix.Length].Split('.')[^1].Split('-');
            if (parts is not [var host, var id, var start] || host != Host) continue;
            if (!int.TryParse(id, CultureInfo.InvariantCulture, out int process) || !long.TryParse(start, CultureInfo.InvariantCulture, out long seconds)) continue;
            if (!IsAlive(process, seconds)) File.Delete(path);
        }
    }

    /// <summary>The name under which this process writes a file until it is complete.</summary>
    internal static string NameFor(string name)
    {
        using Process self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $".{name}.{Host}-{self.Id}-{StartOf(self)}{Suffix}");
    }

    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();

    // Process numbers come round again; one that began at another time is another process.
    private static bool IsAlive(int id, long start)
    {
        const int toleranceSeconds = 5;
        try
        {
            using Process process = Process.GetProcessById(id);
            return Math.Abs(StartOf(process) - start) <= toleranceSeconds && !HasEnded(id);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Somebody else's: it may be the one.
            return true;
        }
    }

    // An orphan keeps its number until the first process of the system takes notice, which in a container may be never.
    private static bool HasEnded(int id)
    {
        try
        {
            string stat = OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{id}/stat") : "";
            return stat.LastIndexOf(')') is >= 0 and var name && stat.AsSpan(name + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return true;
        }
    }
}
