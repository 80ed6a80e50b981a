using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>A source read to its end, its samples digested while they are used for something else.</summary>
internal static class DigestedFeed
{
    /// <summary>Reads a source to its end and returns the SHA-256 of the samples.</summary>
    /// <param name="slab">Takes the samples of a region; while it does, they go into the digest too.</param>
    /// <param name="rest">Takes what lies between the samples.</param>
    public static string Read(Cube cube, SourceFeed feed, Action<CubeRegion, SampleBuffer> slab, Action<RestBlock> rest, CancellationToken cancellation)
    {
        using SampleDigest digest = new(cube.Element);
        foreach (FeedItem item in feed.Items(cancellation))
        {
            if (item.Rest is { } block) rest(block);
            if (item.Samples is not { } samples) continue;
            int length = checked((int)(item.Region.Extent.Patterns * cube.PatternBytes));
            Task digested = Task.Run(() => digest.Append(samples.Span(0, length)), CancellationToken.None);
            try
            {
                slab(item.Region, samples);
            }
            finally
            {
                // It reads the buffer that goes back.
                digested.Wait(CancellationToken.None);
                feed.Release(samples);
            }
        }
        return digest.Sha256();
    }
}
