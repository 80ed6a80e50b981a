using System.Runtime.InteropServices;
using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs.Zstd;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs.Zstd;

public partial class ZstdFilterTests
{
    [Fact]
    public void Any_bytes_round_trip_at_any_level() =>
        Gen.Select(Gen.Int[-5, 12], Gen.Byte.Array[0, 3000]).Sample((level, bytes) =>
            FilterChecks.RoundTrips(new ZstdFilter(level), bytes, mustEncode: true), iter: 100);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Libzstd_reads_ours_and_we_read_its(int level)
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libzstd.so.1", out _), "needs libzstd.so.1 (package libzstd1)");
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [4, 8, 33, 31]);
        byte[] samples = FilterChecks.Mixed(chunk);
        ZstdFilter filter = new(level);

        byte[] ours = FilterChecks.Encode(filter, samples), decoded = new byte[samples.Length];
        Assert.Equal((nuint)samples.Length, Decompress(decoded, (nuint)decoded.Length, ours, (nuint)ours.Length));
        Assert.Equal(samples, decoded);

        byte[] stock = new byte[filter.MaxEncodedLength(samples.Length)];
        nuint length = Compress(stock, (nuint)stock.Length, samples, (nuint)samples.Length, level);
        Assert.Equal(samples, FilterChecks.Decode(filter, stock.AsSpan(0, (int)length), samples.Length));
        Assert.InRange(ours.Length, 0, (int)length * 1.02);
    }

    [Fact]
    public void A_damaged_stream_gives_no_other_error_than_InvalidData() =>
        FilterChecks.SurvivesDamage(new ZstdFilter(), [.. Enumerable.Range(0, 400).Select(i => (byte)(i * i % 11))]);

    [Fact]
    public void More_bytes_than_expected_are_refused() =>
        FilterChecks.RefusesTooLittleRoom(new ZstdFilter(), [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i % 11))]);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_compress")]
    private static partial nuint Compress(byte[] target, nuint room, byte[] source, nuint length, int level);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_decompress")]
    private static partial nuint Decompress(byte[] target, nuint room, byte[] source, nuint length);
}
