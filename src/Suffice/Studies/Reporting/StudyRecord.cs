using System.Collections.Immutable;
using System.Text.Json;
using Suffice.Cubes;

namespace Suffice.Studies.Reporting;

/// <summary>What a <c>metadata.json</c> says: machine, versions, protocol and datasets.</summary>
/// <param name="Source">The file's name for people.</param>
public sealed record StudyRecord(
    string Source, bool IsComplete, string Date, string Protocol, int Runs, int Threads, ImmutableArray<string> Clocks,
    ImmutableArray<DatasetFacts> Datasets, ImmutableArray<KeyValuePair<string, string>> Environment)
{
    /// <summary>Processor and number of cores, by which machines are told apart.</summary>
    public string Machine => $"{Find("cpu") ?? "unknown processor"}, {Find("cores") ?? "unknown number of"} cores";

    public string? Find(string name) => Environment.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    /// <exception cref="CubeFileException">The file is not metadata of a study.</exception>
    public static StudyRecord Read(string path, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(CsvTable.ReadText(path, "metadata of a study"));
            JsonElement root = document.RootElement;
            JsonElement[] datasets = [.. root.GetProperty("datasets").EnumerateArray()];
            return new StudyRecord(
                source, root.GetProperty("status").GetString() == "complete", root.GetProperty("date").GetString() ?? "",
                root.GetProperty("protocol").GetString() ?? "", root.GetProperty("n_runs").GetInt32(), root.GetProperty("threads").GetInt32(),
                [.. datasets.Select(dataset => Text(dataset, "clock")).OfType<string>().Distinct()], [.. datasets.Select(Facts)],
                [.. root.GetProperty("environment").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.ToString()))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CubeFileException(path, "is not metadata of a study", e);
        }
    }

    private static DatasetFacts Facts(JsonElement dataset)
    {
        string? dtype = Text(dataset, "dtype");
        double? raw = Number(dataset, "uncompressed_bytes"), sparsity = Number(dataset, "sparsity_fraction");
        if (sparsity is < 0 or > 1) throw new FormatException("sparsity");
        return new DatasetFacts(
            dataset.GetProperty("name").GetString() ?? "", Text(dataset, "shape"), dtype, BitsOf(dtype), raw, sparsity, Number(dataset, "mean"),
            Number(dataset, "entropy_bits"), Number(dataset, "pixel_entropy_bits"), Number(dataset, "electrons_per_pattern"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Studies from before a field was added do not have it.
    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static int? BitsOf(string? dtype) =>
        ElementTypes.All.Where(element => element.Name() == dtype).Select(element => (int?)(8 * element.Bytes())).FirstOrDefault();
}
