using System.Text;
using System.Text.Json;

namespace Suffice.Studies.Reporting;

/// <summary><c>fit.json</c>: the curve of best ratio against sparsity.</summary>
public static class FitJson
{
    public static string Format(RatioBySparsity ratios)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("model", "C = a s^b + c, least squares over the best ratio of each dataset, from a = 50, b = 7, c = 5");
            json.WriteNumber("n", ratios.Points.Length);
            json.WriteBoolean("fitted", ratios.Exact is not null);
            if (ratios.Reason is { } reason) json.WriteString("reason", reason);
            json.WriteString("sparsity", "exact: zero samples / samples");
            Write(json, ratios.Exact);
            json.WriteStartObject("rounded_sparsity");
            json.WriteString("sparsity", "rounded to three decimals, as published");
            Write(json, ratios.Rounded);
            json.WriteEndObject();
            WritePublished(json);
            WritePoints(json, ratios);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, SparsityFit? fit)
    {
        (string Name, FitParameter? Parameter)[] parameters = [("a", fit?.A), ("b", fit?.B), ("c", fit?.C)];
        foreach ((string name, FitParameter? parameter) in parameters) Number(json, name, parameter?.Value);
        Number(json, "r2", fit?.RSquared);
        if (fit is null) return;
        json.WriteStartObject("standard_errors");
        foreach ((string name, FitParameter? parameter) in parameters) Number(json, name, parameter!.StandardError);
        json.WriteEndObject();
        json.WriteStartObject("intervals_95");
        foreach ((string name, FitParameter? parameter) in parameters)
        {
            json.WriteStartArray(name);
            json.WriteNumberValue(parameter!.Lower);
            json.WriteNumberValue(parameter.Upper);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteNumber("degrees_of_freedom", fit.DegreesOfFreedom);
    }

    private static void WritePublished(Utf8JsonWriter json)
    {
        json.WriteStartObject("published");
        json.WriteString("source", PublishedStudy.Name);
        json.WriteNumber("a", PublishedStudy.Curve.A);
        json.WriteNumber("b", PublishedStudy.Curve.B);
        json.WriteNumber("c", PublishedStudy.Curve.C);
        json.WriteNumber("r2", PublishedStudy.CurveRSquared);
        json.WriteEndObject();
    }

    private static void WritePoints(Utf8JsonWriter json, RatioBySparsity ratios)
    {
        json.WriteStartArray("points");
        foreach ((DatasetFacts dataset, StudyResult best) in ratios.Points)
        {
            json.WriteStartObject();
            json.WriteString("dataset", dataset.Name);
            Number(json, "sparsity", dataset.Sparsity);
            json.WriteNumber("best_ratio", best.Statistics.Ratio.Mean);
            json.WriteString("method", best.Statistics.Method);
            json.WriteNumber("statistics_line", best.Line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
