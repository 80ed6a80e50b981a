using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>What one representation contributes to a record, as the patterns go by.</summary>
internal abstract class RecordPart(Representation representation)
{
    /// <summary>To run over all patterns.</summary>
    public virtual IReadOnlyList<PositionView> Positions => [];

    /// <summary>Whether it takes a part's samples when it ends, and not only its patterns as they go by.</summary>
    public virtual bool NeedsSamples => false;

    /// <summary>Makes ready for the patterns of a part of the scan.</summary>
    public virtual void Begin(CubeRegion slab)
    {
    }

    /// <summary>Takes in what came of the part.</summary>
    /// <param name="samples">Null where they were not held together.</param>
    public virtual void End(CubeRegion slab, SampleBuffer? samples, CancellationToken cancellation)
    {
    }

    /// <summary>Writes what is left to write, and describes what the record has of it.</summary>
    public abstract CertificateForm Finish();

    /// <summary>The answer to a question from what is kept.</summary>
    /// <param name="request">Its place among those that are answered from this part.</param>
    public abstract IReadOnlyList<ViewResult> Answer(int request);

    /// <summary>The description of it in a certificate.</summary>
    protected CertificateForm Form(string? array, IEnumerable<CertificateMap>? maps = null)
    {
        RepresentationDescription description = representation.Describe();
        return new CertificateForm(representation.Name, description.Kind, description.Parameters, [.. description.Common.Select(common => common.Name)], array, [.. maps ?? []]);
    }
}
