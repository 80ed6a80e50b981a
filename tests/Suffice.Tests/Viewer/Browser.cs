using Microsoft.Playwright;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>Debian's chromium, once for all tests of a class; started by the first that needs it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A fresh page of a laptop's size; skips the test, visibly, where there is no chromium.</summary>
    public async Task<IPage> Open(int width = 1440, int height = 900)
    {
        Assert.SkipUnless(File.Exists(Executable), "needs chromium (eng/setup.sh)");
        _playwright ??= await Playwright.CreateAsync();
        // The browser's own services would call home.
        _browser ??= await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
        IBrowserContext context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, AcceptDownloads = true });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
