using System.Text.Json;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Cli.Imaging;

/// <summary>What <c>image</c> measured and wrote, for machines.</summary>
internal static class ImageJson
{
    public static void Write(ImageOutcome outcome)
    {
        using Stream output = Console.OpenStandardOutput();
        using (Utf8JsonWriter writer = new(output, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            WriteMeasured(writer, outcome);
            writer.WriteStartArray("views");
            foreach ((ViewRequest request, ViewResult result) in outcome.Results) WriteView(writer, request, result);
            writer.WriteEndArray();
            writer.WriteStartArray("files");
            foreach (string file in outcome.Files) writer.WriteStringValue(file);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    private static void WriteMeasured(Utf8JsonWriter writer, ImageOutcome outcome)
    {
        writer.WriteStartObject("measured");
        if (outcome.Context.Geometry is { } geometry)
        {
            writer.WriteNumber("centre_row", geometry.CentreRow);
            writer.WriteNumber("centre_column", geometry.CentreColumn);
            writer.WriteNumber("disc_radius_pixels", geometry.RadiusPixels);
        }
        if (outcome.Context.Semiangle is { } semiangle)
        {
            writer.WriteNumber("semiangle", semiangle.Value);
            writer.WriteNumber("pixel_size_rows", Math.Abs(outcome.Context.Cube.DetectorAxes[0].Scale));
            writer.WriteNumber("pixel_size_columns", Math.Abs(outcome.Context.Cube.DetectorAxes[^1].Scale));
            writer.WriteString("unit", semiangle.Unit);
            writer.WriteString("pixel_size_origin", outcome.PixelSizeOrigin);
        }
        if (outcome.Context.Defects is { } defects)
        {
            writer.WriteNumber("masked_pixels", defects.Masked);
            writer.WriteNumber("dead_pixels", defects.Dead);
            writer.WriteNumber("nan_pixels", defects.NotANumber);
        }
        writer.WriteEndObject();
    }

    private static void WriteView(Utf8JsonWriter writer, ViewRequest request, ViewResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("request", request.Text);
        writer.WriteString("name", result.Name);
        writer.WriteString("title", result.Title);
        writer.WriteString("unit", result.Unit);
        if (result.Noise is { } deviation) writer.WriteNumber("shot_noise", deviation);
        writer.WriteStartArray("axes");
        foreach (Axis axis in result.Axes)
        {
            writer.WriteStartObject();
            writer.WriteString("name", axis.Name);
            writer.WriteNumber("length", axis.Length);
            writer.WriteNumber("scale", axis.Scale);
            writer.WriteNumber("offset", axis.Offset);
            writer.WriteString("unit", axis.Unit);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        double[] finite = [.. result.Values.Where(double.IsFinite)];
        if (!result.IsTable && finite.Length > 0)
        {
            writer.WriteNumber("minimum", finite.Min());
            writer.WriteNumber("maximum", finite.Max());
            writer.WriteNumber("mean", finite.Average());
        }
        writer.WriteNumber("without_value", result.Values.Length - finite.Length);
        writer.WriteEndObject();
    }
}
