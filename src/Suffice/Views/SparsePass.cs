using Suffice.Cubes;

namespace Suffice.Views;

/// <summary>Shows views the counts above zero of those regions of a cube whose file tells them without making all samples.</summary>
/// <remarks>
/// Only where the results are the same to the last bit: all sums of counts, of their squares and of counts times row or column are
/// integers below 2^53, which double precision holds, so that their order does not matter.
/// </remarks>
internal sealed class SparsePass
{
    private const double MostExact = 1L << 53;

    private readonly ISparseReader _reader;
    private readonly ISparsePositionView[] _positions;
    private readonly ISparsePixelView[] _pixels;
    private readonly Lock _gate = new();

    private SparsePass(ISparseReader reader, ISparsePositionView[] positions, ISparsePixelView[] pixels) =>
        (_reader, _positions, _pixels) = (reader, positions, pixels);

    /// <summary>A pass for these views; null where one of them, or the reader, needs all samples.</summary>
    public static SparsePass? Of(ICubeReader reader, IReadOnlyCollection<PositionView> positions, IReadOnlyCollection<PixelView> pixels)
    {
        if (reader is not ISparseReader sparse) return null;
        CubeShape shape = reader.Cube.Shape;
        double most = SparsePattern.MostCount, moment = most * shape.PatternSamples * Math.Max(shape.DetectorY, shape.DetectorX);
        if (moment > MostExact || most * most * shape.Patterns > MostExact) return null;
        ISparsePositionView[] patternViews = [.. positions.OfType<ISparsePositionView>()];
        ISparsePixelView[] pixelViews = [.. pixels.OfType<ISparsePixelView>()];
        return patternViews.Length == positions.Count && pixelViews.Length == pixels.Count ? new SparsePass(sparse, patternViews, pixelViews) : null;
    }

    /// <inheritdoc cref="ISparseReader.IsSparse"/>
    public bool CanRead(in CubeRegion region) => _reader.IsSparse(region);

    /// <summary>Shows all patterns of some regions to all views.</summary>
    /// <exception cref="CubeFileException">The file is damaged; the views may have seen wrong patterns.</exception>
    public void Run(IReadOnlyList<CubeRegion> regions, int threads, CancellationToken cancellation) =>
        _reader.ReadSparse(regions, threads, () => new Consumer(this), cancellation);

    private sealed class Consumer(SparsePass pass) : ISparseConsumer
    {
        private readonly ISparsePixelView[] _parts = [.. pass._pixels.Select(view => view.Part())];

        public void Take(int scanY, int scanX, SparsePattern pattern)
        {
            foreach (ISparsePositionView view in pass._positions) view.Measure(scanY, scanX, pattern);
            foreach (ISparsePixelView part in _parts) part.Add(pattern);
        }

        public void Dispose()
        {
            lock (pass._gate)
                for (int i = 0; i < _parts.Length; i++) pass._pixels[i].Merge(_parts[i]);
        }
    }
}
