using System.Text.Json;
using Suffice.Advice;
using Suffice.Cubes;

namespace Suffice.Cli.Advising;

/// <summary>Advice for machines: every candidate with its intervals, the choice and the command.</summary>
internal static class AdviceJson
{
    public static void Write(Stream output, AdviceReport report, PackCommandLine pack)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("file", pack.File);
        json.WriteString("for", report.Purpose.Name);
        json.WriteNumber("cube_bytes", report.Cube.Bytes);
        Write(json, "choice", report.Choice, pack);
        if (report.ForPlugins is { } other) Write(json, "choice_for_usual_plugins", other, pack);
        else json.WriteNull("choice_for_usual_plugins");
        HashSet<Candidate> front = [.. report.Front(report.Purpose.Speed)];
        json.WriteStartArray("candidates");
        foreach (Candidate candidate in report.Candidates)
        {
            json.WriteStartObject();
            Write(json, candidate);
            json.WriteBoolean("on_front", front.Contains(candidate));
            json.WriteBoolean("usual", candidate == report.Usual);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Choice choice, PackCommandLine pack)
    {
        json.WriteStartObject(name);
        Write(json, choice.Candidate);
        json.WriteString("reason", choice.Reason);
        json.WriteString("command", pack.For(choice.Candidate));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Candidate candidate)
    {
        CubeShape chunk = candidate.Chunk;
        json.WriteString("codec", candidate.Codec.Name);
        json.WriteStartArray("chunk");
        foreach (int extent in (int[])[chunk.ScanY, chunk.ScanX, chunk.DetectorY, chunk.DetectorX]) json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteString("read_by", candidate.Codec.Reach.ToString().ToLowerInvariant());
        json.WriteNumber("chunks_measured", candidate.Chunks);
        json.WriteNumber("stored_bytes", Math.Round(candidate.StoredBytes));
        Write(json, "ratio", candidate.Ratio);
        Write(json, "pack_bytes_per_second", candidate.PackBytesPerSecond);
        Write(json, "read_bytes_per_second", candidate.ReadBytesPerSecond);
        json.WriteNumber("pack_seconds", candidate.PackSeconds);
        json.WriteNumber("pattern_seconds", candidate.PatternSeconds);
    }

    // No interval from a single chunk: JSON has no infinity.
    private static void Write(Utf8JsonWriter json, string name, Interval interval)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value", interval.Value);
        if (interval.IsKnown)
        {
            json.WriteNumber("low", interval.Low);
            json.WriteNumber("high", interval.High);
        }
        json.WriteEndObject();
    }
}
