using System.Text.Json;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;

namespace Suffice.Cli.Inspection;

/// <summary>
/// A report for machines: UTF-8 JSON, keys in snake_case, sizes in bytes, null for what is unknown, not a number or infinite.
/// Images are left out.
/// </summary>
internal static class InspectionJson
{
    public static void Write(Stream stream, InspectionReport report)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("file", report.FileName);
        json.WriteString("format", report.Format);
        json.WriteString("dataset", report.DatasetPath);
        Write(json, report.Cube);
        json.WriteString("scan_origin", report.ScanOrigin);
        Write(json, report.Statistics);
        WriteCompression(json, report.Compression);
        json.WriteStartArray("notes");
        foreach (string note in report.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteStartArray("metadata");
        foreach ((string name, string value) in report.Metadata)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Cube cube)
    {
        json.WriteString("element_type", cube.Element.Name());
        json.WriteString("byte_order", cube.StoredOrder == ByteOrder.BigEndian ? "big" : "little");
        json.WriteStartArray("shape");
        foreach (int extent in new[] { cube.Shape.ScanY, cube.Shape.ScanX, cube.Shape.DetectorY, cube.Shape.DetectorX })
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteNumber("bytes", cube.Bytes);
        WriteAxes(json, "scan_axes", cube.ScanAxes);
        WriteAxes(json, "detector_axes", cube.DetectorAxes);
    }

    private static void WriteAxes(Utf8JsonWriter json, string name, IEnumerable<Axis> axes)
    {
        json.WriteStartArray(name);
        foreach (Axis axis in axes)
        {
            json.WriteStartObject();
            json.WriteString("name", axis.Name);
            json.WriteNumber("length", axis.Length);
            Number(json, "scale", axis.Scale);
            Number(json, "offset", axis.Offset);
            json.WriteString("unit", axis.Unit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CubeStatistics statistics)
    {
        json.WriteStartObject("statistics");
        json.WriteNumber("samples", statistics.SampleCount);
        json.WriteNumber("zeros", statistics.Zeros);
        Number(json, "sparsity", statistics.Sparsity);
        json.WriteNumber("nan", statistics.NotNumbers);
        json.WriteNumber("infinite", statistics.Infinities);
        Number(json, "minimum", statistics.Minimum);
        Number(json, "maximum", statistics.Maximum);
        Number(json, "mean", statistics.Mean);
        Number(json, "standard_deviation", statistics.StandardDeviation);
        json.WriteNumber("distinct_values", statistics.DistinctValues);
        json.WriteBoolean("distinct_values_exact", statistics.DistinctValuesAreExact);
        Number(json, "effective_bits", statistics.EffectiveBits);
        Number(json, "electrons_per_pattern_mean", statistics.ElectronsPerPattern?.Mean);
        Number(json, "electrons_per_pattern_minimum", statistics.ElectronsPerPattern?.Minimum);
        Number(json, "electrons_per_pattern_maximum", statistics.ElectronsPerPattern?.Maximum);
        Number(json, "entropy_bits_per_sample", statistics.EntropyBits);
        Number(json, "entropy_ratio", statistics.EntropyRatio);
        Number(json, "entropy_bits_per_electron", statistics.EntropyBitsPerElectron);
        Number(json, "pixel_entropy_bits_per_sample", statistics.PixelEntropy?.BitsPerSample);
        Number(json, "pixel_entropy_fraction_of_pixels", statistics.PixelEntropy?.FractionOfPixels);
        Number(json, "pixel_entropy_ratio", statistics.PixelEntropyRatio);
        Number(json, "pixel_entropy_bits_per_electron", statistics.PixelEntropyBitsPerElectron);
        Number(json, "sparsity_bound_ratio", statistics.SparsityBound);
        json.WriteEndObject();
    }

    private static void WriteCompression(Utf8JsonWriter json, IReadOnlyList<SampledCompression>? compression)
    {
        if (compression is null)
        {
            json.WriteNull("sampled_compression");
            return;
        }
        json.WriteStartArray("sampled_compression");
        foreach (SampledCompression method in compression)
        {
            json.WriteStartObject();
            json.WriteString("method", method.Method);
            Number(json, "ratio", method.Ratio);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void Number(Utf8JsonWriter json, string name, SampleValue value)
    {
        json.WritePropertyName(name);
        if (double.IsFinite(value.Number)) json.WriteRawValue(value.ToString());
        else json.WriteNullValue();
    }
}
