using System.Collections.Immutable;
using Suffice.Views;

namespace Suffice.Reductions;

/// <summary>
/// A smaller form of a scan, prepared for one cube: what it keeps of each pattern and which questions can be answered from that. Immutable.
/// </summary>
public abstract class Representation
{
    /// <summary>Name in tables and records, such as <c>bin4</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it keeps, in words.</summary>
    public abstract string Title { get; }

    /// <summary>What can be had back from it, in words.</summary>
    public abstract string Recovers { get; }

    /// <summary>What answering from it takes for granted.</summary>
    public abstract Assertion Asserts { get; }

    /// <summary>
    /// Patterns summed over squares of so many pixels, or of a multiple, come back exactly; 1 for every sample, 0 for none at all.
    /// </summary>
    public virtual int ExactPixels => 0;

    /// <summary>What a record needs to know beside the stored values, to read them back.</summary>
    public abstract RepresentationDescription Describe();

    /// <summary>Whether a question can be answered from it at all.</summary>
    /// <param name="request">A resolved view.</param>
    public abstract bool CanAnswer(ViewRequest request);

    /// <summary>Makes ready to look at the patterns of a cube and to answer questions from what it would keep of them.</summary>
    /// <param name="requests">Questions that it can answer.</param>
    /// <param name="context">The cube that is looked at, which may be a sample of the one that this was prepared for.</param>
    public abstract RepresentationRun Start(ImmutableArray<ViewRequest> requests, ViewContext context);
}
