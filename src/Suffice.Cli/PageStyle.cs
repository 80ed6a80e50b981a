namespace Suffice.Cli;

/// <summary>The style sheets of the pages that commands write, so that all of them look alike.</summary>
internal static class PageStyle
{
    private const string Prefix = "Suffice.Cli.Styles.";

    /// <summary>The common sheet and, behind it, what one kind of page adds.</summary>
    public static string Read(params ReadOnlySpan<string> additions)
    {
        string text = ReadSheet("page.css");
        foreach (string sheet in additions) text += ReadSheet(sheet);
        return text;
    }

    private static string ReadSheet(string name)
    {
        using Stream sheet = typeof(PageStyle).Assembly.GetManifestResourceStream(Prefix + name)!;
        using StreamReader reader = new(sheet);
        return reader.ReadToEnd();
    }
}
