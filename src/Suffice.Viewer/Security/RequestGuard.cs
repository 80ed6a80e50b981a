using Microsoft.AspNetCore.Http;
using Suffice.Viewer.Endpoints;

namespace Suffice.Viewer.Security;

/// <summary>
/// Lets a request through only with the token, as the first part of its path or as a bearer, under the server's own name, and with a
/// method that reads. Everything else is refused and logged, without its token.
/// </summary>
internal sealed class RequestGuard(AccessToken token, ViewerOptions options)
{
    private const int LoggedCharacters = 80;

    // Scripts, styles and data from this server only, and no place in another site's frame.
    private const string ContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "private, no-cache";
        // Under another name the page of a stranger could have led the browser here.
        if (!IsOwnName(context.Request.Host)) await Refuse(context, StatusCodes.Status403Forbidden, "this server answers under its own address only").ConfigureAwait(false);
        else if (!TakeToken(context.Request)) await Refuse(context, StatusCodes.Status401Unauthorized, "the token is missing or wrong; open the address that suffice view printed").ConfigureAwait(false);
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            headers.Allow = "GET, HEAD";
            await Refuse(context, StatusCodes.Status405MethodNotAllowed, "this server only answers GET and HEAD").ConfigureAwait(false);
        }
        else if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            await Refuse(context, StatusCodes.Status413PayloadTooLarge, "a request has no body here").ConfigureAwait(false);
        else await next(context).ConfigureAwait(false);
    }

    /// <summary>Answers with an error, and logs it.</summary>
    public async Task Refuse(HttpContext context, int status, string message)
    {
        string path = context.Request.Path.Value ?? "";
        string shown = string.Concat(path.Take(LoggedCharacters).Select(c => char.IsControl(c) ? '?' : c)).Replace(token.Text, "TOKEN", StringComparison.Ordinal);
        options.Log($"refused {status}: {Method(context)} {shown} from {context.Connection.RemoteIpAddress}: {message}");
        if (!context.Response.HasStarted) await ErrorAnswer.Write(context, status, message).ConfigureAwait(false);
    }

    private static string Method(HttpContext context) => string.Concat(context.Request.Method.Take(10).Where(char.IsAsciiLetter));

    private bool IsOwnName(HostString host) =>
        host.Host is "127.0.0.1" or "localhost" or "[::1]" || !System.Net.IPAddress.IsLoopback(options.Host);

    private bool TakeToken(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        const string bearer = "Bearer ";
        if (authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)) return token.Matches(authorization[bearer.Length..]);
        string path = request.Path.Value ?? "";
        int end = path.IndexOf('/', Math.Min(1, path.Length));
        if (end < 0 || !token.Matches(path[1..end])) return false;
        request.PathBase = request.PathBase.Add(path[..end]);
        request.Path = path[end..];
        return true;
    }
}
