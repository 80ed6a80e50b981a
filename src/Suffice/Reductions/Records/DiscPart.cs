using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>The discs of every pattern: an array of their numbers, and a map of their numbers.</summary>
internal sealed class DiscPart(DiscLists lists, ImmutableArray<ViewRequest> requests, RecordWriter writer, ViewContext context) : RecordPart(lists)
{
    private readonly DiscRun _run = (DiscRun)lists.Start(requests, context);

    public override IReadOnlyList<PositionView> Positions => _run.Positions;

    public override CertificateForm Finish()
    {
        (double[] counts, double[] discs) = _run.Lists();
        // An array cannot be empty.
        if (discs.Length == 0) discs = new double[lists.Columns];
        string array = writer.AddList($"{lists.Name}_discs", lists.Columns, discs);
        return Form(array, [new CertificateMap("", "counts", writer.AddMap($"{lists.Name}_counts", new ViewResult("", "discs in each pattern", "", ViewKinds.ScanAxes(context.Cube), counts)))]);
    }

    public override IReadOnlyList<ViewResult> Answer(int request) => _run.Answer(request);
}
