using System.Globalization;
using System.Text.Json;
using Suffice.Cubes;
using Suffice.Sources.Simulation;

namespace Suffice.Cli.Commands;

/// <summary>A simulation's parameters and results, for people and as JSON.</summary>
internal static class SimulationText
{
    /// <summary>Prints every parameter.</summary>
    public static void Describe(SimulatedScan scan, bool json)
    {
        IReadOnlyList<SimulationParameter> parameters = SimulationDescription.Of(scan);
        if (json)
        {
            WriteJson(writer => WriteParameters(writer, parameters));
            return;
        }
        int width = parameters.Max(parameter => parameter.Name.Length);
        foreach (SimulationParameter parameter in parameters)
            Console.WriteLine($"{parameter.Name.PadRight(width)}  {parameter.Value} {parameter.Unit}".TrimEnd());
    }

    /// <summary>Prints what was written.</summary>
    public static void Summarise(string path, SimulatedScan scan, SimulationSummary summary, bool json)
    {
        long fileBytes = new FileInfo(path).Length;
        if (json) WriteJson(writer => WriteSummary(writer, path, fileBytes, scan, summary));
        else WriteText(path, fileBytes, summary);
    }

    private static void WriteText(string path, long fileBytes, SimulationSummary summary)
    {
        Cube cube = summary.Cube;
        Line($"{path}: {cube.Shape} {cube.Element.Name()}");
        Line($"zeros                 {100 * summary.Sparsity:F2} %, largest {summary.Largest:G6}");
        Line($"counts per pattern    {summary.CountsPerPattern:F1}");
        Line($"size                  {cube.Bytes:N0} bytes, {fileBytes:N0} in the file ({(double)cube.Bytes / fileBytes:F1}x)");
        if (summary.Clipped > 0) Line($"counter               {summary.Clipped:N0} counts beyond its depth were cut off");
        if (summary.CodeLength is { } length)
        {
            Line($"ideal code, expected  {length.ExpectedBits / 8:N0} bytes{(summary.Bound is { } bound ? $" ({bound:F1}x): the limit of any lossless code" : "")}");
            Line($"ideal code, this draw {length.RealisedBits / 8:N0} bytes ({(length.RealisedBits / length.ExpectedBits - 1) * 100:+0.000;-0.000;0} %)");
        }
        else
        {
            Line($"ideal code            not known; {summary.NoCodeLength}");
        }
    }

    private static void WriteSummary(Utf8JsonWriter writer, string path, long fileBytes, SimulatedScan scan, SimulationSummary summary)
    {
        writer.WriteString("file", path);
        writer.WriteNumber("fileBytes", fileBytes);
        writer.WriteNumber("bytes", summary.Cube.Bytes);
        writer.WriteNumber("sparsity", summary.Sparsity);
        writer.WriteNumber("countsPerPattern", summary.CountsPerPattern);
        writer.WriteNumber("largest", summary.Largest);
        writer.WriteNumber("clipped", summary.Clipped);
        if (summary.CodeLength is { } length)
        {
            writer.WriteNumber("expectedBits", length.ExpectedBits);
            writer.WriteNumber("realisedBits", length.RealisedBits);
        }
        if (summary.Bound is { } bound) writer.WriteNumber("bound", bound);
        if (summary.NoCodeLength is { } reason) writer.WriteString("noCodeLength", reason);
        WriteParameters(writer, SimulationDescription.Of(scan));
    }

    private static void WriteParameters(Utf8JsonWriter writer, IReadOnlyList<SimulationParameter> parameters)
    {
        writer.WriteStartArray("parameters");
        foreach (SimulationParameter parameter in parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", parameter.Name);
            writer.WriteString("value", parameter.Value);
            writer.WriteString("unit", parameter.Unit);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteJson(Action<Utf8JsonWriter> write)
    {
        using Stream output = Console.OpenStandardOutput();
        using (Utf8JsonWriter writer = new(output, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
