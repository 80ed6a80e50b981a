using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Viewer.Engine;

/// <summary>One who wants to see every pattern of a cube once, in no particular order.</summary>
internal interface IScanConsumer
{
    /// <summary>What measures the patterns.</summary>
    IReadOnlyList<PositionView> Views { get; }

    /// <summary>True when nobody wants the result any more.</summary>
    bool IsAbandoned { get; }

    /// <summary>A slab was measured; its positions without samples are among the session's faults.</summary>
    void SlabDone(in CubeRegion slab);

    /// <summary>All slabs were measured, or the pass ended with an error.</summary>
    void Finished(Exception? failure);
}
