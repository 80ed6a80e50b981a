using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Suffice.Viewer.Endpoints;

/// <summary>The page, from the assembly: what is not in this table does not exist.</summary>
internal sealed class PageFiles
{
    private const string Folder = "wwwroot/";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, (byte[] Content, string ContentType, string Tag)> _files = Load();

    /// <summary>The names of all files, as in addresses.</summary>
    public IEnumerable<string> Names => _files.Keys;

    /// <summary>Answers with a file; false where there is none of that name.</summary>
    public async Task<bool> TryAnswer(HttpContext context)
    {
        string name = context.Request.Path.Value is "/" or "" ? "/index.html" : context.Request.Path.Value!;
        if (!_files.TryGetValue(name, out (byte[] Content, string ContentType, string Tag) file)) return false;
        if (ArrayAnswer.IsKnown(context, file.Tag)) return true;
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Content.Length;
        context.Response.Headers.ETag = file.Tag;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(file.Content, context.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private static FrozenDictionary<string, (byte[] Content, string ContentType, string Tag)> Load()
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToFrozenDictionary(
            name => name[(Folder.Length - 1)..].Replace('\\', '/'),
            name =>
            {
                using Stream stream = assembly.GetManifestResourceStream(name)!;
                byte[] content = new byte[stream.Length];
                stream.ReadExactly(content);
                return (content, ContentTypes[Path.GetExtension(name)], ArrayAnswer.Tag(Convert.ToBase64String(content)));
            });
    }
}
