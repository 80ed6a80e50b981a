using System.Text.RegularExpressions;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests;

/// <summary>The order of the library's folders and the few rules that keep its files readable.</summary>
public sealed partial class LayoutTests
{
    private const int MaxLines = 400;

    // Reading order and data order: a folder uses itself and those above it. The front door, the files at the root of
    // src/Suffice, may use all of them and be used by none.
    private static readonly string[] Folders = ["Cubes", "Chunks", "Codecs", "Containers", "Sources", "Packing", "Views", "Reductions", "Studies", "Advice"];

    // The same within Codecs, from transforms to whole formats; the table of filters, at its root, uses all of them.
    private static readonly string[] CodecFolders =
        ["Filters", "Deflate", "Lzf", "Szip", "Lz4", "Zstd", "Streams", "Bitshuffle", "Blosc", "Sparse", "Tally"];

    // Where unsafe code may be besides folders named Kernels, and why.
    private static readonly (string Path, string Reason)[] UnsafePlaces =
    [
        ("Containers/Hdf5/", "the C library takes pointers"),
        ("../Suffice.Hdf5Plugin/", "the C library calls it, with pointers"),
        ("Cubes/SampleBuffer.cs", "owns memory outside the collector's heap"),
        ("Containers/Blocks/BlockFileReader.cs", "hands one span to several threads, which a lambda cannot capture"),
        ("Sources/Simulation/Fourier/FftwTransform.cs", "the C library takes pointers"),
    ];

    // Within namespace Suffice, "Studies.X" means Suffice.Studies.X. A namespace's own declaration is no reference.
    private static readonly Regex Reference = new(
        $@"(?<!namespace\s+)\bSuffice\.(?<folder>[A-Z]\w*)\b|(?<![\w.])(?<folder>{string.Join('|', Folders)})\.(?=[A-Z])");

    private static readonly string Source = Path.Combine(Repository.Root, "src");
    private static readonly string Library = Path.Combine(Source, "Suffice");

    [Fact]
    public void Every_folder_of_the_library_has_its_place_in_the_order()
    {
        string[] folders = [.. Directory.GetDirectories(Library).Select(path => Path.GetFileName(path)).Where(name => name is not ("bin" or "obj"))];
        Assert.Equal(Folders.Order(), folders.Order());
    }

    [Fact]
    public void No_folder_uses_one_below_it()
    {
        string[] frontDoor = [.. Directory.GetFiles(Library, "*.cs").Select(path => Path.GetFileNameWithoutExtension(path))];
        List<string> backward = [];
        foreach (string path in FilesUnder(Library))
        {
            string name = Relative(Library, path);
            int place = Array.IndexOf(Folders, name.Split('/')[0]);
            if (place < 0) continue;
            string code = WithoutComments(File.ReadAllText(path));
            backward.AddRange(References(code).Where(used => Array.IndexOf(Folders, used) > place).Select(used => $"{name} uses {used}"));
            backward.AddRange(frontDoor.Where(used => Regex.IsMatch(code, $@"\b{used}\b")).Select(used => $"{name} uses the front door's {used}"));
        }
        Assert.Empty(backward);
    }

    [Fact]
    public void Every_codec_has_its_place_in_the_order_and_uses_none_below_it()
    {
        string codecs = Path.Combine(Library, "Codecs");
        Assert.Equal(CodecFolders.Order(), Directory.GetDirectories(codecs).Select(path => Path.GetFileName(path)).Order());
        List<string> backward = [];
        foreach (string path in FilesUnder(codecs))
        {
            string name = Relative(codecs, path);
            int place = Array.IndexOf(CodecFolders, name.Split('/')[0]);
            if (place < 0) continue;
            IEnumerable<string> used = CodecReference().Matches(WithoutComments(File.ReadAllText(path))).Select(match => match.Groups["folder"].Value);
            backward.AddRange(used.Where(folder => Array.IndexOf(CodecFolders, folder) > place).Select(folder => $"{name} uses {folder}"));
        }
        Assert.Empty(backward);
    }

    [Theory]
    [InlineData("using Suffice.Studies;", "Studies")]
    [InlineData("using static Suffice.Sources.Numpy.NpyReader;", "Sources")]
    [InlineData("global using Suffice.Containers.Hdf5;", "Containers")]
    [InlineData("using Reader = Suffice.Cubes.ICubeReader;", "Cubes")]
    [InlineData("int n = global::Suffice.Codecs.FilterTable.All.Length;", "Codecs")]
    [InlineData("Studies.StudyRun run;", "Studies")]
    [InlineData("Containers.Hdf5.Hdf5File file;", "Containers")]
    public void A_reference_is_seen_however_it_is_written(string code, string folder) =>
        Assert.Equal([folder], References(WithoutComments(code)));

    [Theory]
    [InlineData("namespace Suffice.Cubes;")]
    [InlineData("// as Suffice.Studies does")]
    [InlineData("/// <see cref=\"Suffice.Studies.StudyRun\"/>")]
    [InlineData("int n = grid.Chunks.Count;")]
    public void What_is_no_reference_is_not_taken_for_one(string code) => Assert.Empty(References(WithoutComments(code)));

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        string[] tooLong = [.. FilesUnder(Source).Where(path => File.ReadLines(path).Count() > MaxLines).Select(path => Relative(Source, path))];
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Unsafe_code_is_in_kernels_and_the_listed_places_only()
    {
        string[] found = [.. FilesUnder(Source).Where(path => UnsafeWord().IsMatch(WithoutComments(File.ReadAllText(path))))];
        string[] elsewhere = [.. found.Select(path => Relative(Library, path))
            .Where(name => !name.Contains("/Kernels/", StringComparison.Ordinal) && !UnsafePlaces.Any(place => IsAt(name, place.Path)))];
        Assert.Empty(elsewhere);
        // A place that has none any more must leave the list.
        Assert.All(UnsafePlaces, place => Assert.Contains(found, path => IsAt(Relative(Library, path), place.Path)));
    }

    private static IEnumerable<string> References(string code) =>
        Reference.Matches(code).Select(match => match.Groups["folder"].Value).Distinct();

    private static bool IsAt(string name, string place) =>
        place.EndsWith('/') ? name.StartsWith(place, StringComparison.Ordinal) : name == place;

    private static IEnumerable<string> FilesUnder(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !GeneratedFolder().IsMatch(Relative(folder, path)));

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<!namespace\s+)\bCodecs\.(?<folder>[A-Z]\w*)\b")]
    private static partial Regex CodecReference();

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex UnsafeWord();

    [GeneratedRegex(@"(^|/)(bin|obj)/")]
    private static partial Regex GeneratedFolder();
}
