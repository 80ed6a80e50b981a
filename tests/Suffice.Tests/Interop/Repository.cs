namespace Suffice.Tests.Interop;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Suffice.slnx"))) return at.FullName;
        throw new InvalidOperationException("the tests run from within the repository: Suffice.slnx is in no folder above them");
    }
}
