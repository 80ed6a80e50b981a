using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Sources.Timepix3;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.Timepix3;

public sealed class TimepixReaderTests : IDisposable
{
    private const int RealHits = 518_047;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_real_recording_has_as_many_hits_in_each_column_and_row_as_numpy_finds()
    {
        string path = Real();
        int[][] expected = [.. Python.Run("timepix.py", path).Trim().Split('\n').Select(line => line.Split(' ').Select(int.Parse).ToArray())];
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal(new CubeShape(1, 1, 256, 256), opened.Cube.Shape);
        ReadOnlySpan<uint> counts = MemoryMarshal.Cast<byte, uint>(opened.ReadAll());
        (int[] columns, int[] rows) = (new int[256], new int[256]);
        for (int i = 0; i < counts.Length; i++)
        {
            columns[i % 256] += (int)counts[i];
            rows[i / 256] += (int)counts[i];
        }
        Assert.Equal([RealHits], expected[0]);
        Assert.Equal(expected[1], columns);
        Assert.Equal(expected[2], rows);
    }

    [Fact]
    public void A_scan_of_the_real_recording_keeps_every_hit_between_its_line_triggers()
    {
        using OpenedCube opened = CubeFile.Open(Real(), new CubeFileOptions(null, new ScanSize(20, 25)));
        Assert.Contains("a line from each of the first 20 of 39 triggers", opened.ScanOrigin);
        byte[] whole = opened.ReadAll();
        long hits = Sum(whole, opened.Cube.Element);
        string note = Assert.Single(opened.Notes, text => text.Contains(" hits came before the first position", StringComparison.Ordinal));
        Assert.Equal(RealHits, hits + long.Parse(note.Split(' ')[0].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
        opened.MustHold(whole);
    }

    [Fact]
    public void The_real_recording_comes_back_from_a_packed_file_with_the_cube_beside_it() =>
        Packed.MustComeBack(Real(), _folder, new CubeFileOptions(null, new ScanSize(4, 5)));

    [Fact]
    public void Synthetic_hits_fall_into_the_positions_of_their_times_chip_by_chip()
    {
        // Four positions of 1 ms, two chips in chunks of their own, times that begin again after 26.8 s.
        long start = TimepixFormat.Period - 1000;
        List<ulong> words = [];
        int[,] expected = new int[4, 256 * 512];
        for (int position = 0; position < 4; position++)
            foreach (int chip in new[] { 1, 0 })
            {
                words.Add(0x33585054UL | (ulong)chip << 32 | 24UL << 48);
                for (int k = 0; k < 3; k++)
                {
                    (int x, int y) = (17 * k + 3 * position, 250 - k);
                    words.Add(Hit(x, y, start + position * 640_000 + (position == 0 && chip == 1 && k == 0 ? 0 : 1000 * k + 5)));
                    expected[position, y * 512 + chip * 256 + x]++;
                }
            }
        words.Add(Hit(0, 0, start + 4 * 640_000 - 1));
        expected[3, 0]++;
        string path = Write("a.tpx3", words);
        using OpenedCube opened = CubeFile.Open(path, new CubeFileOptions(null, new ScanSize(2, 2)));
        Assert.Equal(new CubeShape(2, 2, 256, 512), opened.Cube.Shape);
        Assert.Equal(ElementType.UInt8, opened.Cube.Element);
        opened.MustHold([.. expected.Cast<int>().Select(count => (byte)count)]);
    }

    [Fact]
    public void Without_line_triggers_a_dwell_time_gives_each_position_its_hits()
    {
        // A hit 1 us after each of six dwell times of 10 us began, and one long after the scan.
        const long us = 640;
        string path = Write("a.tpx3", [.. Enumerable.Range(0, 6).Select(position => Hit(position, 10 + position, 5000 + (position * 10 + (position == 0 ? 0 : 1)) * us)), Hit(9, 9, 5000 + 1000 * us)]);
        byte[] expected = new byte[6 * 65536];
        for (int position = 0; position < 6; position++) expected[position * 65536 + (10 + position) * 256 + position] = 1;
        using OpenedCube opened = CubeFile.Open(path, new CubeFileOptions(null, new ScanSize(2, 3), TimeSpan.FromMicroseconds(10)));
        Assert.Equal("--scan 2x3, 10 us at each position from the first hit on", opened.ScanOrigin);
        Assert.Contains(opened.Notes, note => note.StartsWith("1 of 7 hits came before the first position", StringComparison.Ordinal));
        opened.MustHold(expected);
    }

    [Fact]
    public void A_dwell_time_goes_with_a_scan_and_with_events()
    {
        string path = Write("a.tpx3", [Hit(1, 1, 1000)]), array = _folder.File("a.npy");
        Commands.SmallScan.Write(array);
        CubeFileOptions dwell = new(Dwell: TimeSpan.FromMicroseconds(10));
        Assert.StartsWith("--dwell goes with --scan", Assert.Throws<CubeFileException>(() => CubeFile.Open(path, dwell).Dispose()).Problem, StringComparison.Ordinal);
        Assert.StartsWith("--dwell is for events with times", Assert.Throws<CubeFileException>(() => CubeFile.Open(array, dwell).Dispose()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pixel_of_a_chip_has_an_address_of_its_own()
    {
        HashSet<(int, int)> pixels = [];
        for (int address = 0; address < 1 << 16; address++) pixels.Add(TimepixFormat.PixelOf((ulong)address << 44));
        Assert.Equal(1 << 16, pixels.Count);
        Assert.All(pixels, pixel => Assert.True(pixel is { Item1: >= 0 and < 256, Item2: >= 0 and < 256 }));
    }

    [Fact]
    public void A_chip_that_no_detector_has_is_an_error()
    {
        string path = Write("a.tpx3", [0x33585054UL | 77UL << 32, Hit(1, 1, 1000)]);
        Assert.Contains("chip 77", Assert.Throws<CubeFileException>(() => CubeFile.Open(path).Dispose()).Problem);
    }

    private static ulong Hit(int x, int y, long time)
    {
        long within = time % TimepixFormat.Period, fine = (16 - within % 16) % 16, coarse = (within + fine) / 16;
        int address = (x & 0xFE) << 8 | (y & 0xFC) << 1 | (x & 1) << 2 | y & 3;
        return 0xBUL << 60 | (ulong)address << 44 | (ulong)(coarse & 0x3FFF) << 30 | (ulong)fine << 16 | (ulong)(coarse >> 14 & 0xFFFF);
    }

    private static long Sum(byte[] bytes, ElementType element) => element switch
    {
        ElementType.UInt8 => bytes.Sum(count => (long)count),
        ElementType.UInt16 => MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Sum(count => (long)count),
        _ => MemoryMarshal.Cast<byte, uint>(bytes).ToArray().Sum(count => (long)count),
    };

    private string Write(string name, List<ulong> words)
    {
        byte[] bytes = new byte[words.Count * 8];
        for (int i = 0; i < words.Count; i++) BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), words[i]);
        File.WriteAllBytes(_folder.File(name), bytes);
        return _folder.File(name);
    }

    private string Real()
    {
        string path = _folder.File("pymepix.raw");
        using GZipStream source = new(File.OpenRead(RealData.PathOf("timepix3/pymepix_out_5sec.raw.gz")), CompressionMode.Decompress);
        using FileStream target = File.Create(path);
        source.CopyTo(target);
        return path;
    }
}
