using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Interactive;

namespace Suffice.Viewer.Engine;

/// <summary>An image that a pass makes, for those who wait for it; abandoned a while after the last of them went away.</summary>
internal sealed class ImageJob : IScanConsumer
{
    // Between two answers of a progressive image the page asks again; a hand that moved on does not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly DetectorImage _image;
    private int _waiting;
    private long _lastAskedTicks = Environment.TickCount64;

    public ImageJob(VirtualDetector detector, CubeShape shape)
    {
        _image = new DetectorImage(detector, shape.ScanY, shape.ScanX);
        Coverage = new Coverage(shape);
    }

    public Coverage Coverage { get; }

    public IReadOnlyList<PositionView> Views => [_image.View];

    /// <summary>Whether it may be given up. Not when it is finished: then it is a result.</summary>
    public bool IsAbandoned => Volatile.Read(ref _waiting) == 0 && Environment.TickCount64 - Volatile.Read(ref _lastAskedTicks) > Patience.TotalMilliseconds;

    /// <summary>Whether nobody works on it any more and it has no result.</summary>
    public bool IsDead => !Coverage.IsFinished && IsAbandoned;

    public void SlabDone(in CubeRegion slab) => Coverage.Add(slab);

    public void Finished(Exception? failure) => Coverage.Finish(failure);

    /// <summary>Waits for more than a part of the image and takes what is there.</summary>
    public async Task<(double[][] Planes, double Part)> Await(double part, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await Coverage.Await(part, cancellation).ConfigureAwait(false);
            double there = Coverage.Part;
            return (_image.Planes(Coverage.IsSeen), there);
        }
        finally
        {
            Volatile.Write(ref _lastAskedTicks, Environment.TickCount64);
            Interlocked.Decrement(ref _waiting);
        }
    }
}
