using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>Numbers of every pattern, as an array.</summary>
internal sealed class PatternPart : RecordPart
{
    private readonly RecordWriter _writer;
    private readonly PatternRun _run;
    private readonly KeptArray _array;

    /// <param name="slab">The first part of the scan that will come.</param>
    public PatternPart(PatternRepresentation representation, ImmutableArray<ViewRequest> requests, ViewContext context, RecordWriter writer, CubeRegion slab)
        : base(representation)
    {
        (_writer, _array, _run) = (writer, writer.AddPatterns(representation, slab), (PatternRun)representation.Start(requests, context));
        _run.Restored.Listener = _array.Take;
    }

    public override IReadOnlyList<PositionView> Positions => _run.Positions;

    public override void Begin(CubeRegion slab) => _array.Begin(slab);

    public override void End(CubeRegion slab, SampleBuffer? samples, CancellationToken cancellation) => _array.End(cancellation);

    public override CertificateForm Finish()
    {
        _writer.Close(_array);
        return Form(_array.Path);
    }

    public override IReadOnlyList<ViewResult> Answer(int request) => _run.Answer(request);
}
