using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Suffice.Cubes;

namespace Suffice.Studies;

/// <summary><c>metadata.json</c> of a study: what was measured, on what, and how.</summary>
public static class StudyMetadata
{
    /// <summary>The file's content.</summary>
    public static string Format(StudyPlan plan, IEnumerable<StudyDataset> datasets, IReadOnlyList<StudyRow> rows, bool isComplete)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("status", isComplete ? "complete" : "running");
            json.WriteString("date", DateTimeOffset.Now.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("protocol", "arXiv 2604.06221, every run read back and compared, methods interleaved in a seeded order");
            json.WriteNumber("n_runs", plan.Runs);
            json.WriteNumber("n_methods", plan.Methods.Length);
            json.WriteNumber("total_measurements", rows.Count);
            json.WriteNumber("mismatches", rows.Count(row => !row.Measurement.IsVerified));
            json.WriteNumber("threads", plan.Threads);
            json.WriteNumber("seed", plan.Seed);
            json.WriteNumber("memory_limit_bytes", plan.MemoryBytes);
            WriteNames(json, "methods", plan.Methods.Select(method => method.Name));
            json.WriteStartArray("datasets");
            foreach (StudyDataset dataset in datasets) Write(json, dataset);
            json.WriteEndArray();
            json.WriteStartObject("environment");
            foreach ((string name, string value) in StudyEnvironment.Describe(plan.OutputFolder)) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, StudyDataset dataset)
    {
        json.WriteStartObject();
        json.WriteString("name", dataset.Name);
        json.WriteString("source", dataset.Source);
        json.WriteNumber("source_bytes", dataset.SourceBytes);
        json.WriteString("shape", dataset.Statistics.Shape.ToString());
        json.WriteString("dtype", dataset.Statistics.Element.Name());
        json.WriteNumber("uncompressed_bytes", dataset.Statistics.SampleCount * dataset.Statistics.Element.Bytes());
        json.WriteNumber("zero_count", dataset.Statistics.Zeros);
        json.WriteNumber("sparsity_fraction", dataset.Statistics.Sparsity);
        json.WriteString("max_value", dataset.Statistics.Maximum.ToString());
        WriteNumber(json, "mean", dataset.Statistics.Mean);
        WriteNumber(json, "entropy_bits", dataset.Statistics.EntropyBits);
        WriteNumber(json, "pixel_entropy_bits", dataset.Statistics.PixelEntropy?.BitsPerSample);
        WriteNumber(json, "electrons_per_pattern", dataset.Statistics.ElectronsPerPattern?.Mean);
        WriteNumber(json, "sparsity_bound", dataset.Statistics.SparsityBound);
        json.WriteBoolean("in_memory", dataset.IsInMemory);
        json.WriteString("clock", dataset.Clock);
        json.WriteEndObject();
    }

    // Unknown and infinite are null: JSON has no number for them.
    private static void WriteNumber(Utf8JsonWriter json, string property, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(property, number);
        else json.WriteNull(property);
    }

    private static void WriteNames(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (string name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
