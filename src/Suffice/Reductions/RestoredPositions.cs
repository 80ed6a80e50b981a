using System.Collections.Concurrent;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>Shows views the patterns as they come back from a representation.</summary>
internal sealed class RestoredPositions(
    PatternRepresentation representation, IReadOnlyList<LinearView> sums, IReadOnlyList<PositionView> views, int pixels) : KeptPositions
{
    private readonly ConcurrentBag<(double[] Stored, double[] Pattern)> _free = [];

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        // What comes back bit for bit need not be made again.
        if (representation.ExactPixels == 1)
        {
            foreach (PositionView view in views) view.Measure(scanY, scanX, pattern);
            return;
        }
        if (!_free.TryTake(out (double[] Stored, double[] Pattern) room))
            room = (new double[representation.Rows * representation.Columns], new double[views.Count == 0 ? 0 : pixels]);
        representation.Encode(pattern, room.Stored);
        StoredValues.Round(representation.Element, room.Stored);
        Listener?.Invoke(scanY, scanX, room.Stored);
        foreach (LinearView sum in sums) sum.Measure(scanY, scanX, room.Stored);
        if (views.Count > 0)
        {
            representation.Restore(room.Stored, room.Pattern);
            foreach (PositionView view in views) view.Measure<double>(scanY, scanX, room.Pattern);
        }
        _free.Add(room);
    }
}
