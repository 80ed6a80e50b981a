using System.IO.Compression;
using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Sources.Numpy;
using Suffice.Tests.Fuzz;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Packing;

/// <summary>Cubes packed as electron events, and events packed as cubes.</summary>
public sealed class PackedEventsTests(PackedEventsTests.Events stempy) : IClassFixture<PackedEventsTests.Events>, IDisposable
{
    private const int RealHits = 518_047;

    private static readonly PackOptions AsEvents = Packed.Options with { Form = PackedForm.Events };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_hit_of_a_real_recording_goes_from_events_to_samples_and_back_and_the_recording_itself_with_them()
    {
        string recording = RealTimepix(), events = _folder.File("events.h5"), dense = _folder.File("dense.emd"), again = _folder.File("again.h5");
        Assert.Equal(RealHits, Packed.Pack(recording, events, AsEvents).Electrons);
        Packed.Pack(events, dense);
        Assert.Equal(RealHits, Packed.Pack(dense, again, AsEvents).Electrons);
        byte[] samples = Samples(recording, ElementType.UInt32);
        foreach (string packed in (string[])[events, dense, again])
        {
            Assert.Empty(Packed.Verify(packed, isFull: true).Problems);
            Assert.Equal(samples, Samples(packed, ElementType.UInt32));
            Assert.Equal(Packed.Sha256(recording), Packed.Sha256(Assert.Single(Packed.Unpack(packed, _folder.File("back of " + Path.GetFileName(packed))))));
        }
    }

    [Fact]
    public void A_real_scan_keeps_its_type_its_axes_and_its_vendors_files_as_events()
    {
        string scan = RealData.AuPd(_folder.Path), events = _folder.File("events.h5");
        PackReport report = Packed.Pack(scan, events, AsEvents);
        Assert.True(report.IsKept);
        Assert.Empty(Packed.Verify(events, isFull: true).Problems);
        Assert.Equal(report.Originals.Select(original => Packed.Sha256(original.Path)), Packed.Unpack(events, _folder.File("back")).Select(Packed.Sha256));
        using OpenedCube before = CubeFile.Open(scan), after = CubeFile.Open(events);
        Assert.Equal((before.Cube.Shape, ElementType.UInt16), (after.Cube.Shape, after.Cube.Element));
        Assert.Equal(before.Cube.ScanAxes.Concat(before.Cube.DetectorAxes), after.Cube.ScanAxes.Concat(after.Cube.DetectorAxes));
        after.MustHold(before.ReadAll());
    }

    [Fact]
    public void Stempys_rules_find_the_counts_that_were_packed()
    {
        string scan = Write("scan.npy", 3, 4, 5, 6, ElementType.UInt16, i => (ushort)(i % 7 == 0 ? i % 11 : 0)), events = _folder.File("events.h5");
        PackReport report = Packed.Pack(scan, events, AsEvents);
        uint[] counts = [.. MemoryMarshal.Cast<byte, ushort>(Samples(scan, ElementType.UInt16)).ToArray().Select(count => (uint)count)];
        string expected = $"(3, 4, 5, 6) {report.Electrons} {OpenedCubes.Sha256([.. MemoryMarshal.AsBytes<uint>(counts)])}";
        Assert.Equal(expected, Python.Run("stempyevents.py", events).Trim());
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    [InlineData("v3")]
    public void Events_of_each_version_are_packed_as_events(string version)
    {
        string source = stempy.PathOf(version + ".h5"), events = _folder.File("events.h5");
        Packed.Pack(source, events, AsEvents);
        Assert.Empty(Packed.Verify(events, isFull: true).Problems);
        Assert.Equal(File.ReadAllBytes(stempy.PathOf(version + ".counts")), Samples(events, ElementType.UInt8));
        Assert.Equal(Packed.Sha256(source), Packed.Sha256(Assert.Single(Packed.Unpack(events, _folder.File("back")))));
    }

    [Fact]
    public void Sparse_patterns_are_packed_as_events_with_their_files()
    {
        string toml = _folder.File("a.toml");
        File.WriteAllBytes(toml, VendorFiles.CsrToml);
        foreach ((string name, byte[] bytes) in VendorFiles.CsrParts) File.WriteAllBytes(_folder.File(name), bytes);
        PackReport report = Packed.Pack(toml, _folder.File("events.h5"), AsEvents);
        Assert.Equal(10, report.Electrons);
        Assert.Equal(Samples(toml, ElementType.UInt8), Samples(_folder.File("events.h5"), ElementType.UInt8));
        Assert.Equal(report.Originals.Select(original => Packed.Sha256(original.Path)), Packed.Unpack(_folder.File("events.h5"), _folder.File("back")).Select(Packed.Sha256));
    }

    [Fact]
    public void An_HDF5_source_keeps_its_tree_beside_its_events()
    {
        Packed.Pack(RealData.PathOf("emd/smoke_test.emd"), _folder.File("events.h5"), AsEvents);
        Assert.Empty(Packed.Verify(_folder.File("events.h5"), isFull: true).Problems);
        using OpenedCube before = CubeFile.Open(RealData.PathOf("emd/smoke_test.emd")), after = CubeFile.Open(_folder.File("events.h5"));
        after.MustHold(before.ReadAll());
        using Suffice.Containers.Hdf5.Hdf5File file = Suffice.Containers.Hdf5.Hdf5File.Open(_folder.File("events.h5"));
        Assert.Contains(file.Walk().Nodes, node => node.Path == "/suffice/tree/0" + before.DatasetPath![..before.DatasetPath!.LastIndexOf('/')]);
    }

    [Fact]
    public void A_damaged_list_of_electrons_is_found()
    {
        string scan = Write("scan.npy", 3, 4, 5, 6, ElementType.UInt16, i => i % 30 == 18 + i / 30 ? 3 : 0), events = _folder.File("events.h5");
        Packed.Pack(scan, events, AsEvents);
        byte[] bytes = File.ReadAllBytes(events);
        for (uint pixel = 18; pixel < 30; pixel++)
        {
            int at = bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes<uint>([pixel, pixel, pixel]));
            byte[] damaged = [.. bytes];
            damaged[at + (int)pixel % 12] ^= 0x10;
            File.WriteAllBytes(events, damaged);
            Assert.False(Packed.Verify(events).IsGood, $"pixel {pixel} was not missed");
        }
    }

    [Theory]
    [InlineData(ElementType.Float32, 0, "electron events are counts, and the samples of this cube are float32: pack it --as dense")]
    [InlineData(ElementType.Int16, -1, "the sample at position (0, 1), pixel (1, 2) is -1, and electron events are counts: pack it --as dense")]
    [InlineData(ElementType.UInt32, -1, "the sample at position (0, 1), pixel (1, 2) is 4,294,967,295: more electrons than the events of one pattern hold (67,108,864): pack it --as dense")]
    public void What_is_no_count_or_too_many_is_refused_and_leaves_no_file(ElementType element, int value, string problem)
    {
        string scan = Write("scan.npy", 2, 2, 3, 4, element, i => i == 18 ? value : 0);
        Assert.Equal(problem, Assert.Throws<NotSupportedException>(() => Packed.Pack(scan, _folder.File("events.h5"), AsEvents)).Message);
        Assert.Equal(["scan.npy"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void More_electrons_than_the_stated_type_counts_are_an_error()
    {
        string events = _folder.File("events.h5");
        Packed.Pack(Write("scan.npy", 1, 1, 2, 2, ElementType.UInt16, i => (ushort)(i == 1 ? 300 : 0)), events, AsEvents);
        byte[] bytes = File.ReadAllBytes(events);
        int at = bytes.AsSpan().IndexOf("uint16\0"u8);
        "uint8\0\0"u8.CopyTo(bytes.AsSpan(at));
        File.WriteAllBytes(events, bytes);
        using OpenedCube opened = CubeFile.Open(events);
        Assert.Contains("more electrons at a pixel than uint8 counts", Assert.Throws<CubeFileException>(() => opened.ReadAll()).Problem);
    }

    private static byte[] Samples(string path, ElementType element)
    {
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal(element, opened.Cube.Element);
        return opened.ReadAll();
    }

    private string Write(string name, int sy, int sx, int qy, int qx, ElementType element, Func<int, int> sample)
    {
        byte[] bytes = new byte[sy * sx * qy * qx * element.Bytes()];
        for (int i = 0; i < bytes.Length / element.Bytes(); i++) BitConverter.GetBytes(sample(i)).AsSpan(0, element.Bytes()).CopyTo(bytes.AsSpan(i * element.Bytes()));
        File.WriteAllBytes(_folder.File(name), [.. NpyHeader.Encode([sy, sx, qy, qx], element, ByteOrder.LittleEndian), .. bytes]);
        return _folder.File(name);
    }

    private string RealTimepix()
    {
        string path = _folder.File("pymepix.raw");
        using GZipStream source = new(File.OpenRead(RealData.PathOf("timepix3/pymepix_out_5sec.raw.gz")), CompressionMode.Decompress);
        using FileStream target = File.Create(path);
        source.CopyTo(target);
        return path;
    }

    public sealed class Events() : ScriptFiles("stempyfiles.py");
}
