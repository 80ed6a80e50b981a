using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Viewer;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>A server for some files, and a client that knows its token.</summary>
internal sealed class ViewerClient : IAsyncDisposable
{
    private readonly ViewerServer _server;
    private readonly HttpClient _http;
    private readonly List<string> _log;

    private ViewerClient(ViewerServer server, List<string> log)
    {
        (_server, _log) = (server, log);
        _http = new HttpClient { BaseAddress = server.Address };
    }

    public Uri Address => _server.Address;

    public static Task<ViewerClient> Start(params string[] files) => Start(256L << 20, files);

    public static Task<ViewerClient> Start(long memoryBytes, params string[] files) =>
        Start(memoryBytes, [.. files.Select(file => new ViewerFile(file, () => CubeFile.Open(file)))]);

    public static async Task<ViewerClient> Start(long memoryBytes, params ViewerFile[] files)
    {
        List<string> log = [];
        ViewerServer server = await ViewerServer.Start(
            files,
            new ViewerOptions(IPAddress.Loopback, 0, 2, memoryBytes) { Log = line => { lock (log) log.Add(line); } });
        return new ViewerClient(server, log);
    }

    /// <summary>The lines logged so far.</summary>
    public string[] Lines()
    {
        lock (_log) return [.. _log];
    }

    public Task<HttpResponseMessage> Get(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken? cancellation = null) =>
        _http.SendAsync(request, cancellation ?? TestContext.Current.CancellationToken);

    public async Task<JsonElement> Json(string path)
    {
        using HttpResponseMessage response = await Get(path);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>An array that the server answers with, as numbers, and the whole answer's headers.</summary>
    public async Task<(double[] Values, long[] Shape, HttpResponseMessage Response)> Array(string path)
    {
        using HttpResponseMessage response = await Get(path);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(bytes));
        NpyHeader header = NpyHeader.Parse(bytes, path);
        ReadOnlySpan<byte> samples = bytes.AsSpan(header.DataOffset);
        double[] values = header.Element switch
        {
            ElementType.Float32 => [.. MemoryMarshal.Cast<byte, float>(samples).ToArray().Select(v => (double)v)],
            ElementType.Float64 => MemoryMarshal.Cast<byte, double>(samples).ToArray(),
            ElementType.UInt16 => [.. MemoryMarshal.Cast<byte, ushort>(samples).ToArray().Select(v => (double)v)],
            _ => throw new InvalidOperationException($"{header.Element}"),
        };
        return (values, [.. header.Shape], response);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
