using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Suffice.Codecs;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Viewer.Engine;

namespace Suffice.Viewer.Endpoints;

/// <summary><c>/storage</c> and <c>/storage-map</c>: codec, chunks and size of what is stored, and its spread over the scan.</summary>
internal sealed class StorageEndpoint(CubeSessions sessions)
{
    public static readonly string[] Parameters = ["cube"];

    public async Task Answer(HttpContext context)
    {
        CubeSession session = sessions.Of(new Query(context.Request, Parameters));
        StoredSizes? sizes = await Sizes(session, context).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        await using Utf8JsonWriter json = new(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("format", session.Opened.Format);
        json.WriteNumber("raw_bytes", session.Cube.Bytes);
        if (session.Opened.Reader is Hdf5CubeReader { Dataset: { Chunk.IsEmpty: false } dataset } && sizes is not null)
        {
            json.WriteString("codec", dataset.Filters.IsEmpty ? "none" : string.Join(", ", dataset.Filters.Select(Name)));
            json.WriteStartArray("chunk");
            foreach (int extent in dataset.Chunk) json.WriteNumberValue(extent);
            json.WriteEndArray();
            json.WriteNumber("chunks", sizes.Chunks);
            json.WriteNumber("stored_bytes", sizes.Bytes);
        }
        else
        {
            json.WriteNumber("stored_bytes", session.Opened.Files.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length));
        }
        json.WriteEndObject();
    }

    public async Task AnswerMap(HttpContext context)
    {
        CubeSession session = sessions.Of(new Query(context.Request, Parameters));
        StoredSizes sizes = await Sizes(session, context).ConfigureAwait(false) ?? throw new ArgumentException("this file is not stored in chunks");
        CubeShape shape = session.Cube.Shape;
        await ArrayAnswer.Write(context, [shape.ScanY, shape.ScanX], ElementType.Float32, ArrayAnswer.Samples([sizes.PerPosition], ElementType.Float32), ArrayAnswer.Tag(session.Version, "storage")).ConfigureAwait(false);
    }

    private static Task<StoredSizes?> Sizes(CubeSession session, HttpContext context) =>
        session.WithReader(opened => opened.Reader is Hdf5CubeReader reader ? StoredSizes.Measure(reader) : null, context.RequestAborted);

    private static string Name(FilterSpec filter) => FilterTable.Find(filter.Id)?.Name ?? $"filter {filter.Id}";
}
