using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Interactive;

namespace Suffice.Viewer.Engine;

/// <summary>Fills memory with patterns, and with the preview where they may not fit, while a pass goes over the cube.</summary>
/// <param name="computing">Held by whoever computes from the patterns.</param>
internal sealed class ResidentBuild(Cube cube, IResidentPatterns? patterns, DetectorBins? bins, SemaphoreSlim computing) : IScanConsumer
{
    private bool _isReleased;

    public Coverage Coverage { get; } = new(cube.Shape);

    /// <summary>The patterns; null where they are not to be kept.</summary>
    public IResidentPatterns? Patterns { get; } = patterns;

    /// <summary>The preview; null where none is needed.</summary>
    public DetectorBins? Bins { get; } = bins;

    /// <summary>Whether images can be had from the preview at once, while the patterns are not all here.</summary>
    public bool IsPreviewAhead => Bins is { IsComplete: true } && !Coverage.IsFinished;

    /// <summary>Whether all patterns so far are in memory.</summary>
    public bool HasPatterns => Patterns is { Fits: true };

    public PositionView View { get; } = new Both([.. new[] { patterns?.Filler, bins is { IsComplete: false } ? bins.Filler : null }.OfType<PositionView>()]);

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
    }

    public void Finished(Exception? failure) => Coverage.Finish(failure);

    private sealed class Both(PositionView[] views) : PositionView
    {
        public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
        {
            foreach (PositionView view in views) view.Measure(scanY, scanX, pattern);
        }
    }
}
