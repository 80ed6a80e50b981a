using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Interactive;

namespace Suffice.Viewer.Engine;

/// <summary>Fills memory with patterns, and with the preview where they may not fit, while a pass goes over the cube.</summary>
/// <param name="computing">Held by whoever computes from the patterns.</param>
internal sealed class ResidentBuild(Cube cube, IResidentPatterns? patterns, DetectorBins? bins, SemaphoreSlim computing) : IScanConsumer
{
    // Events that two threads go through in some 20 ms.
    private const long QuickBytes = 64L << 20;

    private bool _isReleased;

    public Coverage Coverage { get; } = new(cube.Shape);

    /// <summary>The patterns; null where they are not to be kept.</summary>
    public IResidentPatterns? Patterns { get; } = patterns;

    /// <summary>The preview; null where none is needed.</summary>
    public DetectorBins? Bins { get; } = bins;

    /// <summary>Whether an image from the preview comes sooner than from the patterns: these are not all here, or very many.</summary>
    public bool IsPreviewFaster => Bins is not null && (!HasPatterns || !Coverage.IsFinished || Patterns!.Bytes > QuickBytes);

    /// <summary>Whether all patterns so far are in memory.</summary>
    public bool HasPatterns => Patterns is { Fits: true };

    public IReadOnlyList<PositionView> Views { get; } = [.. new[] { patterns?.Filler, bins is { IsComplete: false } ? bins.Filler : null }.OfType<PositionView>()];

    public bool IsAbandoned => !HasPatterns && Bins is null or { IsComplete: true };

    public void SlabDone(in CubeRegion slab)
    {
        Coverage.Add(slab);
        if (Patterns is not { Fits: false } || _isReleased) return;
        // Here nobody fills it, and with the gate nobody reads it.
        computing.Wait();
        Patterns.Dispose();
        computing.Release();
        _isReleased = true;
        // Nobody will go on filling it.
        if (IsAbandoned) Coverage.Stop();
    }

    /// <summary>Waits until more than a part of the patterns is here; not any longer when there turns out to be no room for them.</summary>
    public async Task AwaitPatterns(double part, CancellationToken cancellation)
    {
        for (double seen = Coverage.Part; HasPatterns && seen < 1 && seen <= part; seen = Coverage.Part) await Coverage.Await(seen, cancellation).ConfigureAwait(false);
    }

    public void Finished(Exception? failure) => Coverage.Finish(failure);
}
