using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Suffice.Viewer.Endpoints;

/// <summary>The answer to a request that cannot be served: <c>{"error": "..."}</c>.</summary>
internal static class ErrorAnswer
{
    public static async Task Write(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using Utf8JsonWriter json = new(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("error", message);
        json.WriteEndObject();
    }
}
