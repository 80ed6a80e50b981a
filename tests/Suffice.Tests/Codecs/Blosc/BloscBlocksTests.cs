using System.Globalization;
using Suffice.Codecs.Blosc;
using Xunit;

namespace Suffice.Tests.Codecs.Blosc;

public sealed class BloscBlocksTests
{
    private static readonly Dictionary<string, BloscCodec> Names = new()
    {
        ["blosclz"] = BloscCodec.BloscLz,
        ["lz4"] = BloscCodec.Lz4,
        ["lz4hc"] = BloscCodec.Lz4Hc,
        ["zlib"] = BloscCodec.Zlib,
        ["zstd"] = BloscCodec.Zstd,
    };

    [Fact]
    public void Blocks_are_cut_as_c_blosc_cuts_them()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "blosc_geometry.txt")).Skip(1))
        {
            string[] words = line.Split(' ');
            int chunkBytes = Number(words[0]), elementBytes = Number(words[1]);
            for (int level = 0; level <= 9; level++)
            {
                string[] blockAndFlags = words[3 + level].Split(':');
                int blockBytes = BloscBlocks.Bytes(Names[words[2]], level, elementBytes, chunkBytes);
                int flags = int.Parse(blockAndFlags[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                bool notSplit = (flags & BloscHeader.NotSplit) != 0;
                Assert.True(Number(blockAndFlags[0]) == blockBytes, $"{line}: level {level} gives {blockBytes}");
                Assert.True(notSplit != BloscBlocks.AreSplit(Names[words[2]], elementBytes, blockBytes), $"{line}: level {level} split");
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
