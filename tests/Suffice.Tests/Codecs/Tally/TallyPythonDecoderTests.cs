using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Tally;

/// <summary>The format's second reading, docs/tally_decoder.py, which knows docs/tally.md and none of this code.</summary>
public sealed class TallyPythonDecoderTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Corpus", "tally");

    [Fact]
    public void It_decodes_every_golden_chunk_to_the_samples_that_we_made_it_of()
    {
        string[] listed = [.. File.ReadAllLines(Path.Combine(Golden, "samples.sha256")).Order(StringComparer.Ordinal)];
        string[] decoded = Decode([.. Directory.GetFiles(Golden, "*.tally")]);
        Assert.Equal(listed, decoded.Select(line => line[..66] + Path.GetFileName(line[66..])).Order(StringComparer.Ordinal));
    }

    private static string[] Decode(string[] chunks) =>
        Python.Run(Path.Combine(Repository.Root, "docs", "tally_decoder.py"), chunks).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
