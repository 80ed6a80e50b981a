using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;
using Suffice.Viewer.Endpoints;
using Suffice.Viewer.Engine;
using Suffice.Viewer.Security;

namespace Suffice.Viewer;

/// <summary>Serves the page and its data for some files, to whoever knows the token.</summary>
public sealed class ViewerServer : IAsyncDisposable
{
    private const int MostConnections = 256, MostRequestLineBytes = 4096, MostHeaderBytes = 16 << 10, MostHeaders = 64;

    private readonly WebApplication _app;
    private readonly CubeSessions _sessions;
    private readonly StatisticsEndpoint _statistics;
    private readonly AccessToken _token = new();
    private readonly ViewerOptions _options;
    private readonly PageFiles _page = new();
    private readonly RequestGuard _guard;
    private readonly Dictionary<string, RequestDelegate> _routes;

    private ViewerServer(IReadOnlyList<ViewerFile> files, ViewerOptions options)
    {
        _options = options;
        _guard = new RequestGuard(_token, options);
        List<CubeSession> sessions = [];
        try
        {
            foreach (ViewerFile file in files) sessions.Add(new CubeSession($"{sessions.Count}", file, options.Threads, options.MemoryBytes / files.Count));
        }
        catch
        {
            foreach (CubeSession session in sessions) session.Dispose();
            throw;
        }
        _sessions = new CubeSessions(sessions);
        _statistics = new StatisticsEndpoint(_sessions, options.Threads, Math.Min(CubeSurvey.DefaultMemoryBytes, options.MemoryBytes / 8));
        StorageEndpoint storage = new(_sessions);
        _routes = new Dictionary<string, RequestDelegate>
        {
            ["/cubes"] = new CubesEndpoint(_sessions).Answer,
            ["/frames"] = new FramesEndpoint(_sessions).Answer,
            ["/virtual-image"] = new VirtualImageEndpoint(_sessions).Answer,
            ["/statistics"] = _statistics.Answer,
            ["/storage"] = storage.Answer,
            ["/storage-map"] = storage.AnswerMap,
        };
        // Nothing from configuration files or the environment: what the command line says is all there is.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestLineSize = MostRequestLineBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
            kestrel.Listen(options.Host, options.Port);
        });
        _app = builder.Build();
        _app.Use(next => context => _guard.Invoke(context, next));
        _app.Run(Answer);
    }

    /// <summary>The address to open, with the token.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Opens the files and starts to serve them.</summary>
    /// <exception cref="CubeFileException">One of the files cannot be opened.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ViewerServer> Start(IReadOnlyList<ViewerFile> files, ViewerOptions options)
    {
        ViewerServer server = new(files, options);
        try
        {
            await server._app.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        string listening = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        int port = new Uri(listening).Port;
        string host = IPAddress.Any.Equals(options.Host) || IPAddress.IPv6Any.Equals(options.Host) ? Dns.GetHostName() : new Uri(listening).Host;
        server.Address = new Uri($"http://{host}:{port}/{server._token.Text}/");
        // The page will ask for these as soon as it is open.
        _ = Task.Run(() =>
        {
            server._sessions.All[0].Start();
            foreach (CubeSession session in server._sessions.All) _ = session.Context.Value;
        });
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new(TimeSpan.FromSeconds(2));
        try
        {
            await _app.StopAsync(now.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Requests that were still being answered: their clients see the connection end.
        }
        await _app.DisposeAsync().ConfigureAwait(false);
        _sessions.Dispose();
        _statistics.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        try
        {
            if (_routes.TryGetValue(context.Request.Path.Value ?? "", out RequestDelegate? route)) await route(context).ConfigureAwait(false);
            else if (!await _page.TryAnswer(context).ConfigureAwait(false))
                await _guard.Refuse(context, StatusCodes.Status404NotFound, "there is no such address").ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The hand moved on, or the page was closed.
            context.Abort();
        }
        catch (ArgumentException e)
        {
            await _guard.Refuse(context, StatusCodes.Status400BadRequest, e.Message.ReplaceLineEndings(" ")).ConfigureAwait(false);
        }
        catch (CubeFileException e)
        {
            await _guard.Refuse(context, StatusCodes.Status422UnprocessableEntity, e.Problem.ReplaceLineEndings(" ")).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _options.Log($"failed: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            if (!context.Response.HasStarted) await ErrorAnswer.Write(context, StatusCodes.Status500InternalServerError, "this could not be done; the server's terminal says why").ConfigureAwait(false);
        }
    }
}
