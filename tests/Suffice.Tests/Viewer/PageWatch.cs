using Microsoft.Playwright;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>What a page must never do: write an error to the console, or ask anyone but its server.</summary>
internal sealed class PageWatch
{
    private readonly List<string> _errors = [], _strangers = [];

    public PageWatch(IPage page, Uri server)
    {
        string origin = server.GetLeftPart(UriPartial.Authority);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _errors.Add(message.Text);
        };
        page.PageError += (_, error) => _errors.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(origin, StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) _strangers.Add(request.Url);
        };
    }

    public void AssertClean()
    {
        Assert.Empty(_errors);
        Assert.Empty(_strangers);
    }
}
