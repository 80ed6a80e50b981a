using System.Text.Json;
using Suffice.Studies;

namespace Suffice.Cli.Commands;

/// <summary>The results of a study for machines: the statistics of every method on every dataset.</summary>
internal static class StudyJson
{
    public static void Write(Stream output, IReadOnlyList<StudyRow> rows)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (StudyStatistics s in StudyStatistics.Of(rows))
        {
            json.WriteStartObject();
            json.WriteString("dataset", s.Dataset);
            json.WriteString("method", s.Method);
            json.WriteNumber("n_runs", s.Runs);
            json.WriteString("chunk_size", s.Chunk);
            foreach ((string name, Spread spread) in s.Named) Write(json, name, spread);
            json.WriteBoolean("verified", rows.Where(row => row.Dataset == s.Dataset && row.Method == s.Method).All(row => row.Measurement.IsVerified));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, Spread spread)
    {
        json.WriteStartObject(name);
        foreach ((string measure, double value) in spread.Named)
        {
            if (double.IsNaN(value)) json.WriteNull(measure);
            else json.WriteNumber(measure, value);
        }
        json.WriteEndObject();
    }
}
