using System.Net;
using System.Net.Sockets;
using System.Text;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>What the server refuses, what it says of it, and what it keeps to itself.</summary>
public sealed class ViewerSecurityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scan;

    public ViewerSecurityTests()
    {
        _scan = _folder.File("scan.npy");
        SmallScan.Write(_scan);
    }

    [Theory]
    [InlineData("/cubes")]
    [InlineData("/")]
    [InlineData("/main.js")]
    [InlineData("/0123456789abcdef0123456789abcdef/cubes")]
    [InlineData("//cubes")]
    [InlineData("/virtual-image?detector=total&token=guess")]
    public async Task Nothing_is_served_without_the_token(string path)
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        using HttpResponseMessage response = await viewer.Get($"http://127.0.0.1:{viewer.Address.Port}{path}");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(_scan, body, StringComparison.Ordinal);
        Assert.DoesNotContain(Token(viewer), body, StringComparison.Ordinal);
        Assert.Contains(viewer.Lines(), line => line.StartsWith("refused 401: GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_may_come_as_a_bearer()
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{viewer.Address.Port}/cubes");
        request.Headers.Add("Authorization", $"Bearer {Token(viewer)}");
        using HttpResponseMessage response = await viewer.Send(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("virtual-image")]
    [InlineData("virtual-image?detector=total&detector=total")]
    [InlineData("virtual-image?detector=total&colour=red")]
    [InlineData("virtual-image?detector=annulus:40-9px@1,1")]
    [InlineData("virtual-image?detector=annulus:1-9px@1000,1000")]
    [InlineData("virtual-image?detector=annulus:1-1e309px@1,1")]
    [InlineData("virtual-image?detector=mean")]
    [InlineData("virtual-image?detector=segments:1-9/1000@20,20")]
    [InlineData("virtual-image?detector=segments:1-9/4@20,20&segment=4")]
    [InlineData("virtual-image?detector=segments:1-9/3@20,20&opposite=yes")]
    [InlineData("virtual-image?detector=total&response=all")]
    [InlineData("virtual-image?detector=total&after=2")]
    [InlineData("virtual-image?detector=total&after=NaN")]
    [InlineData("virtual-image?detector=total&cube=1")]
    [InlineData("virtual-image?detector=total&cube=-1")]
    [InlineData("frames?row=16&column=0")]
    [InlineData("frames?row=-1&column=0")]
    [InlineData("frames?row=0&column=0&rows=17")]
    [InlineData("frames?row=0&column=0&rows=0")]
    [InlineData("frames?row=99999999999999999999")]
    [InlineData("frames?row=1.5")]
    [InlineData("frames?row=")]
    [InlineData("statistics?cube=x")]
    [InlineData("storage-map?cube=0")]
    [InlineData("cubes?x=1")]
    public async Task A_parameter_that_is_wrong_is_refused_with_a_reason(string path)
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        using HttpResponseMessage response = await viewer.Get(path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("{\"error\":", body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.Contains(viewer.Lines(), line => line.StartsWith("refused 400: GET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("wwwroot/index.html")]
    [InlineData("vendor/../../secret")]
    [InlineData("scan.npy")]
    [InlineData("cubes/")]
    [InlineData("%00")]
    public async Task Only_the_page_and_the_named_addresses_exist(string path)
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        int status = await RawStatus(viewer, $"GET /{Token(viewer)}/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.Contains(status, (int[])[400, 401, 404]);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    public async Task Only_reading_is_answered(string method)
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        using HttpRequestMessage request = new(new HttpMethod(method), "cubes");
        using HttpResponseMessage response = await viewer.Send(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Under_a_strangers_name_nothing_is_answered()
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        Assert.Equal(403, await RawStatus(viewer, $"GET /{Token(viewer)}/cubes HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"));
    }

    [Fact]
    public async Task Oversized_and_garbled_requests_do_not_stop_the_server()
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        string start = $"GET /{Token(viewer)}/";
        Assert.Equal(414, await RawStatus(viewer, $"{start}{new string('a', 10_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
        Assert.Equal(431, await RawStatus(viewer, $"{start}cubes HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {new string('a', 40_000)}\r\n\r\n"));
        Assert.Equal(400, await RawStatus(viewer, "\u0001\u0002\u0003 garbage\r\n\r\n"));
        Assert.Equal(413, await RawStatus(viewer, $"{start}cubes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n"));
        using HttpResponseMessage response = await viewer.Get("cubes");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Answers_forbid_what_the_page_does_not_need()
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        using HttpResponseMessage response = await viewer.Get("");
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_log_never_holds_the_token()
    {
        await using ViewerClient viewer = await ViewerClient.Start(_scan);
        using HttpResponseMessage response = await viewer.Get($"nothing/{Token(viewer)}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.NotEmpty(viewer.Lines());
        Assert.All(viewer.Lines(), line => Assert.DoesNotContain(Token(viewer), line, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static string Token(ViewerClient viewer) => viewer.Address.AbsolutePath.Trim('/');

    private static async Task<int> RawStatus(ViewerClient viewer, string request)
    {
        using TcpClient tcp = new();
        await tcp.ConnectAsync(IPAddress.Loopback, viewer.Address.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        byte[] answer = new byte[12];
        await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        return int.Parse(Encoding.ASCII.GetString(answer)[9..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
