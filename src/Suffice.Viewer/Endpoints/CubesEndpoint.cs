using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Suffice.Cubes;
using Suffice.Viewer.Engine;
using Suffice.Views;
using Suffice.Views.Interactive;

namespace Suffice.Viewer.Endpoints;

/// <summary><c>/cubes</c>: the files, their calibration, how much of them is in memory, and what cannot be read.</summary>
internal sealed class CubesEndpoint(CubeSessions sessions)
{
    public static readonly string[] Parameters = [];

    public async Task Answer(HttpContext context)
    {
        _ = new Query(context.Request, Parameters);
        context.Response.ContentType = "application/json";
        await using Utf8JsonWriter json = new(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("cubes");
        foreach (CubeSession session in sessions.All) Write(json, session);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CubeSession session)
    {
        Cube cube = session.Cube;
        json.WriteStartObject();
        json.WriteString("id", session.Id);
        json.WriteString("name", Path.GetFileName(session.File.Path));
        json.WriteString("path", session.File.Path);
        json.WriteString("version", session.Version);
        json.WriteString("format", session.Opened.Format);
        json.WriteString("dataset", session.Opened.DatasetPath);
        json.WriteString("element", cube.Element.Name());
        json.WriteNumber("bytes", cube.Bytes);
        json.WriteStartArray("shape");
        foreach (int extent in (ReadOnlySpan<int>)[cube.Shape.ScanY, cube.Shape.ScanX, cube.Shape.DetectorY, cube.Shape.DetectorX]) json.WriteNumberValue(extent);
        json.WriteEndArray();
        WriteAxes(json, "scan_axes", ViewKinds.ScanAxes(cube));
        WriteAxes(json, "detector_axes", cube.DetectorAxes);
        if (session.Context.Value.Geometry is { } disc)
        {
            json.WriteStartObject("beam");
            json.WriteNumber("row", disc.CentreRow);
            json.WriteNumber("column", disc.CentreColumn);
            json.WriteNumber("radius", disc.RadiusPixels);
            json.WriteEndObject();
        }
        json.WriteNumber("excluded_pixels", session.Context.Value.Excluded.Span.Count(true));
        json.WriteString("scan_origin", session.Opened.ScanOrigin);
        json.WriteStartArray("notes");
        foreach (string note in session.Opened.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        if (session.File.Verdict.Length > 0) json.WriteString("verdict", session.File.Verdict);
        WriteMemory(json, session.Build);
        json.WriteStartObject("faults");
        json.WriteNumber("positions", session.Faults.Positions);
        json.WriteStartArray("messages");
        foreach (string message in session.Faults.Messages.Take(100)) json.WriteStringValue(message);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAxes(Utf8JsonWriter json, string name, ImmutableArray<Axis> axes)
    {
        json.WriteStartArray(name);
        foreach (Axis axis in axes)
        {
            json.WriteStartObject();
            json.WriteString("name", axis.Name);
            json.WriteNumber("length", axis.Length);
            json.WriteNumber("scale", double.IsFinite(axis.Scale) ? axis.Scale : 1);
            json.WriteNumber("offset", double.IsFinite(axis.Offset) ? axis.Offset : 0);
            json.WriteString("unit", axis.IsCalibrated ? axis.Unit : "");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteMemory(Utf8JsonWriter json, ResidentBuild? build)
    {
        json.WriteStartObject("memory");
        json.WriteNumber("part", build?.Coverage.Part ?? 0);
        json.WriteString("form", build is null ? "none" : build.HasPatterns ? build.Patterns is ElectronEvents ? "events" : "samples" : build.Bins is null ? "none" : "preview");
        json.WriteNumber("bytes", build is null ? 0 : (build.HasPatterns ? build.Patterns!.Bytes : 0) + (build.Bins?.Bytes ?? 0));
        json.WriteNumber("preview_bin_pixels", build?.Bins?.BinPixels ?? 0);
        json.WriteEndObject();
    }
}
