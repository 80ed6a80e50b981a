using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>The discs of every pattern: an array of row, column and intensity, and a map of their numbers.</summary>
internal sealed class BraggPart(BraggLists lists, ImmutableArray<ViewRequest> requests, RecordWriter writer, ViewContext context) : RecordPart(lists)
{
    private readonly BraggRun _run = (BraggRun)lists.Start(requests, context);

    public override IReadOnlyList<PositionView> Positions => _run.Positions;

    public override CertificateForm Finish()
    {
        (double[] counts, double[] discs) = _run.Lists();
        // An array cannot be empty.
        if (discs.Length == 0) discs = [0, 0, 0];
        string array = writer.AddList("bragg_discs", 3, discs);
        return Form(array, [new CertificateMap("", "counts", writer.AddMap("bragg_counts", new ViewResult("", "discs in each pattern", "", ViewKinds.ScanAxes(context.Cube), counts)))]);
    }

    public override IReadOnlyList<ViewResult> Answer(int request) => _run.Answer(request);
}
