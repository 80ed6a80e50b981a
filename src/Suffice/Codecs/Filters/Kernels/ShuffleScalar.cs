namespace Suffice.Codecs.Filters.Kernels;

/// <summary>The definition, for any element size.</summary>
internal static class ShuffleScalar
{
    // A tile of samples stays in the first-level cache while its planes are written one after the other.
    private const int TileBytes = 8192;

    public static void Shuffle(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes) =>
        ShuffleFrom(0, source, target, elementBytes);

    public static void Unshuffle(ReadOnlySpan<byte> source, Span<byte> target, int elementBytes) =>
        UnshuffleFrom(0, source, target, elementBytes);

    /// <summary>Shuffles from element <paramref name="first"/>: what a vector kernel leaves over.</summary>
    public static void ShuffleFrom(int first, ReadOnlySpan<byte> source, Span<byte> target, int elementBytes)
    {
        int count = source.Length / elementBytes;
        int tile = Math.Max(1, TileBytes / elementBytes);
        for (int from = first; from < count; from += tile)
        {
            int length = Math.Min(tile, count - from);
            ReadOnlySpan<byte> samples = source.Slice(from * elementBytes, length * elementBytes);
            for (int plane = 0; plane < elementBytes; plane++)
            {
                Span<byte> bytes = target.Slice(plane * count + from, length);
                for (int i = 0, at = plane; i < bytes.Length; i++, at += elementBytes) bytes[i] = samples[at];
            }
        }
    }

    /// <summary>Unshuffles from element <paramref name="first"/>: what a vector kernel leaves over.</summary>
    public static void UnshuffleFrom(int first, ReadOnlySpan<byte> source, Span<byte> target, int elementBytes)
    {
        int count = source.Length / elementBytes;
        int tile = Math.Max(1, TileBytes / elementBytes);
        for (int from = first; from < count; from += tile)
        {
            int length = Math.Min(tile, count - from);
            Span<byte> samples = target.Slice(from * elementBytes, length * elementBytes);
            for (int plane = 0; plane < elementBytes; plane++)
            {
                ReadOnlySpan<byte> bytes = source.Slice(plane * count + from, length);
                for (int i = 0, at = plane; i < bytes.Length; i++, at += elementBytes) samples[at] = bytes[i];
            }
        }
    }
}
