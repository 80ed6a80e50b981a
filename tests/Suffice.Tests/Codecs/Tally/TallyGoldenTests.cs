using System.Security.Cryptography;
using Suffice.Chunks;
using Suffice.Codecs.Tally;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Tally;

/// <summary>
/// Chunks of format version 1 in every mode and type, written once, which every later version must decode. Beside each name
/// the list has the SHA-256 of the samples. The environment variable SUFFICE_WRITE_GOLDEN names a folder for new ones.
/// </summary>
public sealed class TallyGoldenTests
{
    private const string List = "samples.sha256";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus", "tally");

    public static TheoryData<string> Names => [.. Files().Select(file => file.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Chunks_of_version_1_decode_to_the_samples_that_they_were_made_of(string name)
    {
        string expected = File.ReadLines(Path.Combine(Folder, List)).Single(line => line.EndsWith("  " + name, StringComparison.Ordinal))[..64];
        byte[] encoded = File.ReadAllBytes(Path.Combine(Folder, name));
        foreach (TallyKernels kernels in (TallyKernels[])[TallyKernels.Fastest, TallyKernels.Scalar])
            Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(TallyChunks.Decode(kernels, encoded, 1 << 20))));
    }

    [Fact]
    public void The_list_has_every_file_and_no_other()
    {
        string? target = Environment.GetEnvironmentVariable("SUFFICE_WRITE_GOLDEN");
        if (!string.IsNullOrEmpty(target)) WriteTo(target);
        string[] listed = [.. File.ReadLines(Path.Combine(Folder, List)).Select(line => line[66..])];
        Assert.Equal(listed.Order(StringComparer.Ordinal), Directory.GetFiles(Folder, "*.tally").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(Files().Count(), listed.Length);
    }

    private static void WriteTo(string target)
    {
        Directory.CreateDirectory(target);
        foreach ((string name, byte[] samples, byte[] encoded) in Files().Select(file => (file.Name, file.Samples(), file.Encoded())))
        {
            File.WriteAllBytes(Path.Combine(target, name), encoded);
            File.AppendAllText(Path.Combine(target, List), $"{Convert.ToHexStringLower(SHA256.HashData(samples))}  {name}\n");
        }
    }

    // Four parts of the scan with different rates: the encoder cuts it into tiles.
    private static byte[] Quarters(ChunkSpec chunk)
    {
        CubeShape shape = TallyChunks.Shape(chunk);
        int patternBytes = (int)shape.PatternSamples * chunk.Element.Bytes();
        byte[][] parts = [.. new[] { 3, 200, 25, 70 }.Select(brightest => TallyChunks.Counts(chunk, brightest))];
        byte[] samples = new byte[chunk.Bytes];
        for (int i = 0; i < shape.Patterns; i++)
        {
            int part = i / shape.ScanX / (shape.ScanY / 2) * 2 + i % shape.ScanX / (shape.ScanX / 2);
            parts[part].AsSpan(i * patternBytes, patternBytes).CopyTo(samples.AsSpan(i * patternBytes));
        }
        return samples;
    }

    private static IEnumerable<(string Name, Func<byte[]> Samples, Func<byte[]> Encoded)> Files()
    {
        foreach (ElementType element in ElementTypes.All)
        {
            foreach (TallyMode mode in Enum.GetValues<TallyMode>())
            {
                bool isSmall = mode < TallyMode.General;
                ChunkSpec chunk = new(element, mode == TallyMode.Rows ? ByteOrder.BigEndian : ByteOrder.LittleEndian, isSmall ? [2, 3, 5, 7] : [8, 8, 11, 19]);
                byte[] samples = mode switch
                {
                    TallyMode.Raw => SampleData.Make(chunk, "noise"),
                    TallyMode.Constant => SampleData.Make(chunk, "constant"),
                    TallyMode.General => SampleData.Make(chunk, "ramp"),
                    _ => TallyChunks.Counts(chunk, 4 + 10 * (int)element),
                };
                yield return ($"{mode}-{element.Name()}.tally".ToLowerInvariant(), () => samples, () => TallyChunks.Encode(mode, chunk, samples));
            }
        }
        ChunkSpec changing = new(ElementType.UInt16, ByteOrder.LittleEndian, [8, 8, 11, 19]);
        yield return ("tiles-cut-uint16.tally", () => Quarters(changing), () => TallyChunks.Encode(TallyMode.Tiles, changing, Quarters(changing)));
        yield return ("general-repeats-uint16.tally", () => TallyChunks.Repeats(changing), () => TallyChunks.Encode(TallyMode.General, changing, TallyChunks.Repeats(changing)));
    }
}
