using System.Collections.Immutable;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>The asked values as maps.</summary>
/// <param name="requests">What is kept.</param>
/// <param name="compared">Names of the results of each that are kept.</param>
/// <param name="full">Answers of the data.</param>
internal sealed class MapPart(
    TargetMaps maps, ImmutableArray<ViewRequest> requests, ImmutableArray<ImmutableArray<string>> compared, RecordWriter writer, Func<int, IReadOnlyList<ViewResult>> full)
    : RecordPart(maps)
{
    public override CertificateForm Finish()
    {
        List<CertificateMap> written = [];
        for (int i = 0; i < requests.Length; i++)
            foreach (ViewResult result in full(i).Where(result => compared[i].Contains(result.Name)))
            {
                string name = result.Name.Length == 0 ? requests[i].FileName : $"{requests[i].FileName}-{result.Name}";
                written.Add(new CertificateMap(requests[i].Text, result.Name, writer.AddMap(name, result)));
            }
        return Form(null, written);
    }

    public override IReadOnlyList<ViewResult> Answer(int request) => TargetMaps.Rounded(full(request));
}
