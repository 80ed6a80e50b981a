using System.Text;
using Suffice.Cubes;
using Suffice.Sources;
using Suffice.Sources.Merlin;
using Suffice.Sources.Numpy;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources.Merlin;
using Xunit;

namespace Suffice.Tests.Sources;

/// <summary>Whatever a header says, the parsers answer with a result or a <see cref="CubeFileException"/>.</summary>
public sealed class DamagedHeadersTests
{
    private const int Mutations = 20_000;
    private const int Files = 2_000;

    private static readonly string[] Tokens =
        ["99999999999999999999", "-1", "0", "4294967296", ",", "\0", "'", "(", ")", "[", "]", "{", "}", "L", ":", "\t", "\n", "MQ1A", "Z", "1e9", ".", "True"];

    [Fact]
    public void A_damaged_frame_header_is_no_other_exception() => Mutate(MerlinFile.Frame(1, 6, 5, ElementType.UInt16), 200, bytes =>
    {
        MerlinFrameHeader header = MerlinFrameHeader.Parse(bytes, "a.mib");
        Assert.NotEmpty(header.Describe());
        MerlinFrameHeader.FindTimeNs(bytes);
        new MerlinFrameCheck(header).Check("a.mib", 0, 0, bytes);
    });

    [Fact]
    public void A_damaged_time_stamp_is_no_other_exception() => Mutate("9,MQ1A,2021-05-07T16:51:10.905800928Z,1ns,6,"u8.ToArray(), 40, bytes =>
    {
        long time = MerlinFrameHeader.FindTimeNs(bytes) ?? 0;
        LineTiming.FindLineLength([0, time, 2 * time, long.MaxValue, time], 5);
    });

    [Fact]
    public void A_damaged_hdr_is_no_other_exception()
    {
        byte[] hdr = MerlinFile.Hdr(("Frames in Acquisition (Number)", "272"), ("Frames per Trigger (Number)", "17"), ("ScanX", "17"), ("ScanY", "16"));
        Mutate(hdr, hdr.Length, bytes =>
        {
            MerlinHdr parsed = MerlinHdr.Parse(bytes, "a.hdr");
            foreach (int frames in new[] { 1, 7, 272, int.MaxValue })
            {
                ScanShape shape = MerlinScan.Decide("a.mib", frames, null, parsed, () => null);
                Assert.InRange((long)shape.Rows * shape.Columns, frames, (long)frames + shape.Columns - 1);
            }
        });
    }

    [Fact]
    public void A_damaged_npy_header_is_no_other_exception()
    {
        byte[] header = NpyHeader.Encode([2, 3, 4, 5], ElementType.UInt16, ByteOrder.LittleEndian);
        Mutate(header, 80, bytes => NpyHeader.Parse(bytes, "a.npy"));
    }

    [Fact]
    public void Damaged_files_are_opened_and_read_or_refused()
    {
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        byte[] mib = MerlinFile.Frames(3);
        byte[] npy = [.. NpyHeader.Encode([2, 3, 4, 5], ElementType.UInt16, ByteOrder.BigEndian), .. new byte[240]];
        Mutate(mib, 90, bytes => ReadSome(MerlinReader.Open(Write(folder, "a.mib", bytes))), Files);
        foreach ((int depth, string layout) in new[] { (1, "2x2"), (6, "1x1"), (12, "2x2G"), (24, "1x1") })
            Mutate(new RawPacker(depth, layout, 2).Frames(2), 400, bytes => ReadSome(MerlinReader.Open(Write(folder, "a.mib", bytes))), Files / 4);
        Mutate(npy, 80, bytes => ReadSome(NpyReader.Open(Write(folder, "a.npy", bytes))), Files);
        Mutate(npy, 80, bytes => ReadSome(NpyReader.Open(Write(folder, "a.npy", bytes), new ScanSize(3, 2))), Files);
    }

    private static void ReadSome(OpenedCube opened)
    {
        using (opened)
        {
            Assert.InRange(opened.Cube.Bytes, 1, 1 << 20);
            opened.ReadAll(1);
        }
    }

    private static string Write(TemporaryFolder folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.File(name), bytes);
        return folder.File(name);
    }

    /// <summary>Overwrites, inserts and cuts within the first bytes, one to four times each.</summary>
    private static void Mutate(byte[] good, int within, Action<byte[]> use, int times = Mutations)
    {
        Random random = new(20_260);
        for (int i = 0; i < times; i++)
        {
            List<byte> bytes = [.. good];
            for (int change = random.Next(1, 5); change > 0; change--) Change(bytes, Math.Min(within, bytes.Count), random);
            byte[] damaged = [.. bytes];
            try
            {
                use(damaged);
            }
            catch (CubeFileException)
            {
                continue;
            }
            catch (Exception other)
            {
                throw new InvalidOperationException($"mutation {i}: {Convert.ToBase64String(damaged)}", other);
            }
        }
    }

    private static void Change(List<byte> bytes, int within, Random random)
    {
        if (within == 0) return;
        int at = random.Next(within);
        byte[] token = Encoding.Latin1.GetBytes(Tokens[random.Next(Tokens.Length)]);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes[at] = (byte)('0' + random.Next(10)); break;
            case 2: bytes.InsertRange(at, token); break;
            case 3: bytes.RemoveRange(at, Math.Min(random.Next(8), bytes.Count - at)); break;
            default: if (random.Next(8) == 0) bytes.RemoveRange(at, bytes.Count - at); else bytes[at] ^= (byte)(1 << random.Next(8)); break;
        }
    }
}
