using System.Collections.Immutable;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>A representation at work: it sees the patterns of a cube, and answers afterwards from what it would keep of them.</summary>
public abstract class RepresentationRun
{
    /// <summary>To run over the cube's own patterns.</summary>
    public abstract IReadOnlyList<PositionView> Positions { get; }

    /// <summary>The answer to a question, after the pass.</summary>
    /// <param name="request">Its place among those that the run was started with.</param>
    public abstract IReadOnlyList<ViewResult> Answer(int request);

    /// <summary>Bytes that what was kept takes when it is stored; null where that shows elsewhere.</summary>
    public virtual long? KeptBytes() => null;
}
