using System.Globalization;

namespace Suffice.Sources;

/// <summary>A file whose name ends in a number, such as <c>scan_000012.mib</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Prefix">Its name up to the number.</param>
/// <param name="Digits">The number as it is written.</param>
internal sealed record NumberedFile(string Path, string Prefix, string Digits)
{
    private const int MostDigits = 15;

    public long Number { get; } = long.Parse(Digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Takes a name apart; null where it does not end in a number.</summary>
    public static NumberedFile? Parse(string path)
    {
        string stem = System.IO.Path.GetFileNameWithoutExtension(path);
        int digits = 0;
        while (digits < Math.Min(stem.Length, MostDigits) && char.IsAsciiDigit(stem[^(digits + 1)])) digits++;
        return digits == 0 ? null : new(path, stem[..^digits], stem[^digits..]);
    }

    /// <summary>The files in the folder of <paramref name="path"/> with this prefix, any number and this extension, by number.</summary>
    public static IReadOnlyList<NumberedFile> Find(string path, string prefix, string extension)
    {
        string folder = System.IO.Path.GetDirectoryName(path) ?? "";
        try
        {
            return [.. Directory.EnumerateFiles(folder.Length == 0 ? "." : folder)
                .Select(file => Parse(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file))))
                .OfType<NumberedFile>()
                .Where(file => file.Prefix == prefix && System.IO.Path.GetExtension(file.Path).Equals(extension, StringComparison.OrdinalIgnoreCase))
                .OrderBy(file => file.Number).ThenBy(file => file.Path, StringComparer.Ordinal)];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Name of the file of this series with another number.</summary>
    public string NameOf(long number) =>
        Prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(Digits.Length, '0') + System.IO.Path.GetExtension(Path);
}
