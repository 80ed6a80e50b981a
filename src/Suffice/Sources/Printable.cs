namespace Suffice.Sources;

/// <summary>Text out of a file, made fit for a one-line message.</summary>
internal static class Printable
{
    private const int MostCharacters = 60;

    public static string Shorten(string text)
    {
        string shown = new([.. text.Take(MostCharacters).Select(c => char.IsControl(c) || c > '~' ? '?' : c)]);
        return text.Length > MostCharacters ? shown + "..." : shown;
    }
}
