using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Benchmarks.Comparison;

/// <summary>The stock C libraries, as the system has them: c-blosc 1 and bzip2. One thread.</summary>
internal static unsafe partial class StockLibraries
{
    private const string BloscLibrary = "libblosc.so.1", Bzip2Library = "libbz2.so.1.0";
    private const int ByteShuffle = 1, LargestBlock = 9;

    public static ComparedCodec Blosc(string name, ChunkSpec chunk, int level)
    {
        nuint size = (nuint)chunk.Element.Bytes();
        return new(name, Encode, Decode);

        int Encode(ReadOnlySpan<byte> source, Span<byte> target)
        {
            fixed (byte* from = source, to = target)
                return Checked(BloscCompress(level, ByteShuffle, size, (nuint)source.Length, from, to, (nuint)target.Length, "zstd", 0, 1));
        }

        static int Decode(ReadOnlySpan<byte> source, Span<byte> target)
        {
            fixed (byte* from = source, to = target)
                return Checked(BloscDecompress(from, to, (nuint)target.Length, 1));
        }
    }

    public static ComparedCodec Bzip2(string name)
    {
        return new(name, Encode, Decode);

        static int Encode(ReadOnlySpan<byte> source, Span<byte> target)
        {
            uint length = (uint)target.Length;
            fixed (byte* from = source, to = target) Checked(1 + Bzip2Compress(to, &length, from, (uint)source.Length, LargestBlock, 0, 0));
            return (int)length;
        }

        static int Decode(ReadOnlySpan<byte> source, Span<byte> target)
        {
            uint length = (uint)target.Length;
            fixed (byte* from = source, to = target) Checked(1 + Bzip2Decompress(to, &length, from, (uint)source.Length, 0, 0));
            return (int)length;
        }
    }

    private static int Checked(int result) => result > 0 ? result : throw new InvalidOperationException($"a stock library gives {result}");

    [LibraryImport(BloscLibrary, EntryPoint = "blosc_compress_ctx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int BloscCompress(
        int level, int shuffle, nuint size, nuint bytes, byte* source, byte* target, nuint room, string codec, nuint block, int threads);

    [LibraryImport(BloscLibrary, EntryPoint = "blosc_decompress_ctx")]
    private static partial int BloscDecompress(byte* source, byte* target, nuint room, int threads);

    [LibraryImport(Bzip2Library, EntryPoint = "BZ2_bzBuffToBuffCompress")]
    private static partial int Bzip2Compress(byte* target, uint* length, byte* source, uint bytes, int block, int verbosity, int factor);

    [LibraryImport(Bzip2Library, EntryPoint = "BZ2_bzBuffToBuffDecompress")]
    private static partial int Bzip2Decompress(byte* target, uint* length, byte* source, uint bytes, int isSmall, int verbosity);
}
