namespace Suffice.Codecs.Blosc;

/// <summary>How c-blosc 1.21.3 cuts a chunk into blocks, and blocks into streams, so that our files have its geometry.</summary>
internal static class BloscBlocks
{
    /// <summary>Chunks below this are stored, and no stream is made shorter.</summary>
    public const int MinBufferBytes = 128;

    private const int MaxSplits = 16;
    private const int FirstLevelCacheBytes = 32 * 1024;

    // Factors in quarters of the first-level cache, by compression level 0-9.
    private static readonly int[] Quarters = [1, 2, 4, 8, 16, 16, 32, 32, 32, 32];

    /// <summary>True for blocks that are cut into one stream per byte of the element (its mode "forward compatible").</summary>
    public static bool AreSplit(BloscCodec codec, int elementBytes, int blockBytes) =>
        codec != BloscCodec.Zstd && CanBeSplit(elementBytes, blockBytes);

    /// <summary>The part of the rule that a decoder shares: frames of old versions have no flag for it.</summary>
    public static bool CanBeSplit(int elementBytes, int blockBytes) =>
        elementBytes <= MaxSplits && blockBytes / elementBytes >= MinBufferBytes;

    /// <summary>Bytes of a block, a multiple of <paramref name="elementBytes"/> where the chunk has one whole element.</summary>
    public static int Bytes(BloscCodec codec, int level, int elementBytes, int chunkBytes)
    {
        if (chunkBytes < elementBytes) return 1;
        int blockBytes = chunkBytes;
        if (chunkBytes >= FirstLevelCacheBytes)
        {
            bool highRatio = codec is BloscCodec.Lz4Hc or BloscCodec.Zlib or BloscCodec.Zstd;
            blockBytes = FirstLevelCacheBytes / 4 * Quarters[level] * (highRatio ? 2 : 1) * (highRatio && level == 9 ? 2 : 1);
        }
        if (level > 0 && AreSplit(codec, elementBytes, blockBytes))
            blockBytes = Math.Clamp(Math.Min(blockBytes, 1 << 18) * elementBytes, 1 << 16, 1 << 20);
        blockBytes = Math.Min(blockBytes, chunkBytes);
        return blockBytes > elementBytes ? blockBytes / elementBytes * elementBytes : blockBytes;
    }
}
