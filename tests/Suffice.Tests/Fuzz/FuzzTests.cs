using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Fuzz;

// A class is what runs beside others: the targets are dealt out so that two processors have about the same work.

/// <summary>The filters of HDF5 files, one stream for a chunk.</summary>
[Trait("Category", "Fuzz")]
public sealed class StockFilterFuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Shared.Stocks.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void Damaged_chunks_are_decoded_or_refused_and_nothing_else_happens(string target) => FuzzTargets.Run(target);
}

/// <summary>The filters that cut a chunk into blocks.</summary>
[Trait("Category", "Fuzz")]
public sealed class BlockFilterFuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Shared.Blocks.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void Damaged_chunks_are_decoded_or_refused_and_nothing_else_happens(string target) => FuzzTargets.Run(target);
}

/// <summary>Every mode of Tally.</summary>
[Trait("Category", "Fuzz")]
public sealed class TallyFuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Shared.Tallies.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void Damaged_chunks_are_decoded_or_refused_and_nothing_else_happens(string target) => FuzzTargets.Run(target);
}

/// <summary>The filters of the study, and several filters in a row.</summary>
[Trait("Category", "Fuzz")]
public sealed class ChainFuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Shared.Chains.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void Damaged_chunks_are_decoded_or_refused_and_nothing_else_happens(string target) => FuzzTargets.Run(target);
}

/// <summary>The encoders of all filters.</summary>
[Trait("Category", "Fuzz")]
public sealed class EncoderFuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Shared.Encoders.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void Any_samples_room_and_parameters_give_what_decodes_to_the_same_or_nothing(string target) => FuzzTargets.Run(target);
}

/// <summary>Headers and files.</summary>
[Trait("Category", "Fuzz")]
public sealed class ParserFuzzTests
{
    public static TheoryData<string> Targets => [.. ParserTargets.All.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void Damaged_files_are_read_or_refused_with_a_reason(string target) => FuzzTargets.Run(target);
}

/// <summary>Inputs that were once not refused as they should.</summary>
public sealed class FuzzCorpusTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus", "fuzz");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.bin").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Blosc_blocks_that_share_a_long_stream_are_refused()
    {
        // Each block of one byte points to the same stream of 500: time would grow with the product of the two.
        FuzzInput input = FuzzInput.FromBytes(File.ReadAllBytes(Path.Combine(Folder, "blosc-zlib.blocks-share-a-stream.bin")));
        ChunkSpec chunk = new(ElementType.UInt8, SampleOrder.Native, [input.Room]);
        BloscFilter filter = new(new FilterSpec(BloscFilter.Id, input.Parameters), chunk);
        Assert.Throws<InvalidDataException>(() => filter.Decode(input.Payload, new byte[input.Room]));
    }

    [Theory, MemberData(nameof(Files))]
    public void Inputs_that_once_did_harm_are_decoded_or_refused(string file)
    {
        using FuzzRunner runner = new(new FuzzTargets().Find(file[..file.IndexOf('.')]));
        runner.Replay(FuzzInput.FromBytes(File.ReadAllBytes(Path.Combine(Folder, file))), file);
    }
}
