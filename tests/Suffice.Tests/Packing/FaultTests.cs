using System.Diagnostics;
using System.Globalization;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Sources.Numpy;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Packing;

/// <summary>Nothing wrong ever has the final name, and no damage stays unseen.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>1,000 on the real scan with SUFFICE_PACK_FLIPS=1000.</summary>
    [Fact]
    public void Every_flipped_byte_of_chunks_and_checksums_is_found()
    {
        int flips = Count("SUFFICE_PACK_FLIPS", 100);
        string source = flips > 100 ? RealData.AuPd(_folder.Path) : Scan(), packed = _folder.File("packed.emd");
        Packed.Pack(source, packed, Packed.Options with { Chunk = new CubeShape(2, 4, 256, 256) });
        List<(long At, long Bytes)> places = Places(packed);
        byte[] bytes = File.ReadAllBytes(packed);
        Random random = new(5);
        for (int i = 0; i < flips; i++)
        {
            long at = random.NextInt64(places.Sum(place => place.Bytes));
            int place = 0;
            for (; at >= places[place].Bytes; place++) at -= places[place].Bytes;
            long offset = places[place].At + at;
            byte flipped = (byte)(bytes[offset] ^ 1 << random.Next(8));
            Put(packed, offset, flipped);
            VerifyReport report = Packed.Verify(packed);
            Assert.False(report.IsGood, $"byte {offset} was not missed");
            Put(packed, offset, bytes[offset]);
        }
        Assert.True(Packed.Verify(packed).IsGood);
    }

    [Fact]
    public void A_damaged_chunk_is_named_with_the_positions_that_it_covers()
    {
        string packed = _folder.File("packed.emd");
        Packed.Pack(Scan(), packed, Packed.Options with { Chunk = new CubeShape(4, 8, 48, 48) });
        (long at, long length) = Places(packed)[5];
        Put(packed, at + length / 2, 0x5A);
        Assert.Contains("chunk (2, 1, 0, 0) of /datacube_root/datacube/data, scan rows 8-11, scan columns 8-15: ",
            Packed.Verify(packed).Problems[0], StringComparison.Ordinal);
        SufficeProcess.Result result = SufficeProcess.Run("verify", packed);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("scan rows 8-11, scan columns 8-15", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_an_attribute_is_found()
    {
        string packed = _folder.File("packed.emd");
        Packed.Pack(Scan(), packed);
        byte[] bytes = File.ReadAllBytes(packed);
        int at = bytes.AsSpan().IndexOf("electron_diffraction"u8);
        Put(packed, at, (byte)'E');
        Assert.Contains("its structure", Packed.Verify(packed).Problems.Single(), StringComparison.Ordinal);
    }

    /// <summary>200 with SUFFICE_PACK_KILLS=200. An HDF5 file is packed by a process that another one guards: that one is killed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Killed_at_any_moment_it_leaves_a_complete_file_or_none(bool isHdf5)
    {
        string source = RealData.AuPd(_folder.Path), target = _folder.File("out/packed.emd");
        if (isHdf5) Assert.Equal(0, SufficeProcess.Run("pack", source, source = _folder.File("source.h5")).ExitCode);
        string digest = Packed.Sha256(source);
        Stopwatch clock = Stopwatch.StartNew();
        Assert.Equal(0, SufficeProcess.Run("pack", source, target).ExitCode);
        double usual = clock.Elapsed.TotalMilliseconds;
        File.Delete(target);
        Random random = new(3);
        int complete = 0, kills = Count("SUFFICE_PACK_KILLS", 5);
        for (int i = 0; i < kills; i++)
        {
            using (SufficeProcess process = SufficeProcess.Start(["pack", source, target]))
            {
                Thread.Sleep((int)(usual * (0.2 + 0.9 * random.NextDouble())));
                process.Signal("KILL");
                process.Finish();
            }
            if (!File.Exists(target)) continue;
            complete++;
            Assert.True(Packed.Verify(target, isFull: true).IsGood);
            File.Delete(target);
        }
        Assert.Equal(digest, Packed.Sha256(source));
        Assert.Equal(0, SufficeProcess.Run("pack", source, target).ExitCode);
        Assert.Equal([target], Directory.GetFileSystemEntries(_folder.File("out")));
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {complete} files were complete");
    }

    [Fact]
    public void A_full_disk_is_one_line_and_leaves_nothing()
    {
        string small = _folder.File("small");
        Directory.CreateDirectory(small);
        using Process mount = Process.Start(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", "size=200k", "tmpfs", small]) { RedirectStandardError = true })!;
        mount.WaitForExit();
        Assert.SkipWhen(mount.ExitCode != 0, "needs the right to mount a small filesystem");
        try
        {
            SufficeProcess.Result result = SufficeProcess.Run("pack", RealData.AuPd(_folder.Path), Path.Combine(small, "packed.emd"));
            Assert.Equal(1, result.ExitCode);
            Assert.Contains("disk", result.Errors, StringComparison.OrdinalIgnoreCase);
            Assert.Empty(Directory.GetFileSystemEntries(small));
        }
        finally
        {
            using Process unmount = Process.Start("umount", [small]);
            unmount.WaitForExit();
        }
    }

    [Fact]
    public void A_source_that_shrinks_or_changes_meanwhile_gives_no_file()
    {
        string scan = Scan(), target = _folder.File("packed.emd");
        using (OpenedCube opened = CubeFile.Open(scan))
        {
            using (FileStream file = new(scan, FileMode.Open)) file.SetLength(file.Length - 100_000);
            Assert.Throws<CubeFileException>(() => Packer.Pack(scan, opened, target, Packed.Options, null, TestContext.Current.CancellationToken));
        }
        scan = Scan();
        using (OpenedCube opened = CubeFile.Open(scan))
        {
            bool isTouched = false;
            CubeFileException e = Assert.Throws<CubeFileException>(() => Packer.Pack(scan, opened, target, Packed.Options, (_, _) =>
            {
                if (!isTouched) File.AppendAllText(scan, "more");
                isTouched = true;
            }, TestContext.Current.CancellationToken));
            Assert.Contains("changed while it was packed", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal([scan], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Temporary_files_of_the_dead_go_and_those_of_the_living_stay()
    {
        string scan = Scan();
        using Process self = Process.GetCurrentProcess();
        string host = Crc32C.Of(System.Text.Encoding.UTF8.GetBytes(Environment.MachineName)).ToString("x8", CultureInfo.InvariantCulture);
        string dead = _folder.File($".a.emd.{host}-{self.Id}-1.suffice-partial");
        string living = _folder.File($".b.emd.{host}-{self.Id}-{new DateTimeOffset(self.StartTime).ToUnixTimeSeconds()}.suffice-partial");
        string foreign = _folder.File($".c.emd.00000000-{self.Id}-1.suffice-partial");
        foreach (string path in (string[])[dead, living, foreign]) File.WriteAllText(path, "");
        Packed.Pack(scan, _folder.File("packed.emd"));
        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(living) && File.Exists(foreign));
    }

    private static int Count(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private static void Put(string path, long at, byte value)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write) { Position = at };
        file.WriteByte(value);
    }

    // Where the cube's chunks and the tables of checksums lie.
    private static List<(long At, long Bytes)> Places(string packed)
    {
        using Hdf5File file = Hdf5File.Open(packed);
        using StoredChunks chunks = new(file, PackedLayout.Cube, 2);
        return [.. chunks.Places!, (Hdf5Values.AddressOf(file, PackedLayout.CubeTable), 8L * chunks.Count)];
    }

    private string Scan()
    {
        string scan = _folder.File("scan.npy");
        SmallScan.Write(scan);
        return scan;
    }
}
