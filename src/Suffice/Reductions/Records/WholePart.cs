using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Records;

/// <summary>The samples as they are. Every chunk is decoded and compared before it is written, so answers are those of the data.</summary>
/// <param name="full">Answers of the data.</param>
internal sealed class WholePart(WholePatterns whole, RecordWriter writer, CubeRegion first, Func<int, IReadOnlyList<ViewResult>> full) : RecordPart(whole)
{
    private readonly KeptArray _array = writer.AddPatterns(whole, first);

    public override bool NeedsSamples => true;

    public override void End(CubeRegion slab, SampleBuffer? samples, CancellationToken cancellation) => _array.Write(slab, samples!, cancellation);

    public override CertificateForm Finish()
    {
        writer.Close(_array);
        return Form(_array.Path);
    }

    public override IReadOnlyList<ViewResult> Answer(int request) => full(request);
}
