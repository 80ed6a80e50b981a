using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Kernels;

namespace Suffice.Reductions;

/// <summary>Lists the pixel of every electron of each pattern, in the order of the pixels; a pixel comes as often as it has counts.</summary>
internal sealed class EventCollector(CubeShape shape) : PositionView
{
    private readonly uint[]?[] _events = new uint[checked((int)shape.Patterns)][];

    /// <summary>The lists of all positions that have come by and were not taken.</summary>
    public IEnumerable<uint[]> All => _events.Select(list => list ?? []);

    /// <summary>Hands over the list of a position.</summary>
    public uint[] Take(int scanY, int scanX)
    {
        ref uint[]? list = ref _events[scanY * shape.ScanX + scanX];
        uint[] taken = list ?? [];
        list = null;
        return taken;
    }

    public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern)
    {
        List<uint> list = [];
        for (int i = 0; i < pattern.Length; i++)
            for (double left = RunSums.Value(pattern[i]); left > 0; left--) list.Add((uint)i);
        _events[scanY * shape.ScanX + scanX] = [.. list];
    }
}
