using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Suffice.Cubes;
using Suffice.Sources.Numpy;

namespace Suffice.Viewer.Endpoints;

/// <summary>Arrays as <c>.npy</c>: numpy reads them as they are, and the header says all that a page needs to know.</summary>
internal static class ArrayAnswer
{
    public const string ContentType = "application/x-npy";

    /// <summary>A tag for what is told apart by these texts.</summary>
    public static string Tag(params ReadOnlySpan<string> texts) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts.ToArray()))).AsSpan(0, 12))}\"";

    /// <summary>Answers that nothing has changed, where the client has this tag.</summary>
    public static bool IsKnown(HttpContext context, string tag)
    {
        if (!context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal)) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.Headers.ETag = tag;
        return true;
    }

    /// <summary>Writes samples.</summary>
    public static async Task Write(HttpContext context, long[] shape, ElementType element, ReadOnlyMemory<byte> samples, string? tag)
    {
        byte[] header = NpyHeader.Encode(shape, element, SampleOrder.Native);
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = header.Length + samples.Length;
        if (tag is not null) context.Response.Headers.ETag = tag;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await context.Response.Body.WriteAsync(header, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.WriteAsync(samples, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Planes of numbers as samples of 32 or 64 bits.</summary>
    public static byte[] Samples(double[][] planes, ElementType element)
    {
        byte[] samples = new byte[planes.Sum(plane => (long)plane.Length) * element.Bytes()];
        int at = 0;
        foreach (double[] plane in planes)
        {
            Span<byte> target = samples.AsSpan(at, plane.Length * element.Bytes());
            at += target.Length;
            if (element == ElementType.Float64)
            {
                MemoryMarshal.AsBytes(plane.AsSpan()).CopyTo(target);
                continue;
            }
            Span<float> singles = MemoryMarshal.Cast<byte, float>(target);
            for (int i = 0; i < plane.Length; i++) singles[i] = (float)plane[i];
        }
        return samples;
    }

    /// <summary>A number for a header.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
