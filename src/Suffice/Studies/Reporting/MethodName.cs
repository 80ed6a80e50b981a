namespace Suffice.Studies.Reporting;

/// <summary>The parts of a method's name in the results.</summary>
/// <param name="Chunking">Such as <c>balanced</c>; null outside HDF5.</param>
/// <param name="Setting">Such as <c>blosc_zstd</c>.</param>
public sealed record MethodName(string? Chunking, string Setting)
{
    /// <summary>The chunking whose name a table need not say.</summary>
    public const string Balanced = "balanced";

    /// <summary>The name as a whole, such as <c>balanced_blosc_zstd</c>.</summary>
    public string Full => Chunking is null ? Setting : $"{Chunking}_{Setting}";

    /// <summary>Whether it is Suffice's own, and so no part of the published study.</summary>
    public bool IsOwn => StudyMethods.OwnSettings.Any(own => own.Name == Setting);

    /// <summary>The setting, marked where it is our own.</summary>
    public string Marked => IsOwn ? $"{Setting} (ours)" : Setting;

    /// <summary>The name as Table 3 writes it, such as <c>blosc_zstd (real-space)</c>; balanced chunks go without saying.</summary>
    public string Label => Chunking is null or Balanced ? Setting : $"{Setting} ({LabelOf(Chunking)})";

    public static MethodName Parse(string method)
    {
        StudyChunking? chunking = StudyChunking.All.FirstOrDefault(known => method.StartsWith(known.Name + "_", StringComparison.Ordinal));
        return chunking is null ? new MethodName(null, method) : new MethodName(chunking.Name, method[(chunking.Name.Length + 1)..]);
    }

    /// <summary>A chunking's name as text, such as <c>real-space</c>.</summary>
    public static string LabelOf(string chunking) => chunking.Replace('_', '-');
}
