using CsCheck;
using Suffice.Chunks;
using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Studies.Stores;
using Suffice.Tests.Codecs;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Containers.Blocks;

public sealed class BlockFilesTests : IDisposable
{
    private static readonly StudyMethod[] Methods = [.. StudyMethods.All.Where(method => method.Chunking is null)];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Methods.Select(method => method.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Cubes_of_every_type_come_back_in_any_region(string name)
    {
        foreach (ElementType element in ElementTypes.All)
            Gen.Select(Gen.Int[1, 4], Gen.Int[1, 6], Gen.Int[1, 7], Gen.Int[1, 9], FilterChecks.OneOf(SampleData.Kinds), Gen.Int).Sample((y, x, qy, qx, kind, seed) =>
            {
                MemoryCube cube = Make(element, new CubeShape(y, x, qy, qx), kind, seed);
                string path = _folder.File("cube");
                Write(name, cube, path, threads: 3);
                using ICubeReader reader = StoreOf(name).Open(path, cube.Cube);
                Assert.Equal(cube.Samples, reader.ReadRegion(CubeRegion.Whole(cube.Cube.Shape), threads: 2));
                CubeRegion region = OpenedCubes.RandomRegion(cube.Cube.Shape, new Random(seed));
                Assert.Equal(OpenedCubes.Pick(cube.Samples, cube.Cube, region), reader.ReadRegion(region, threads: 3));
            }, iter: 6, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_of_several_blocks_are_the_same_file_for_any_threads_and_slabs(string name)
    {
        // 1 MiB a pattern: blocks of 4, 4 and 1 patterns in each row.
        MemoryCube cube = Make(ElementType.UInt16, new CubeShape(2, 9, 512, 1024), "sparse", seed: 4);
        Write(name, cube, _folder.File("one"), threads: 1);
        Write(name, cube, _folder.File("three"), threads: 3, slabRows: 2);
        Assert.True(File.ReadAllBytes(_folder.File("one")).AsSpan().SequenceEqual(File.ReadAllBytes(_folder.File("three"))));
        using ICubeReader reader = StoreOf(name).Open(_folder.File("one"), cube.Cube);
        Assert.True(cube.Samples.AsSpan().SequenceEqual(reader.ReadRegion(CubeRegion.Whole(cube.Cube.Shape), threads: 3)));
        CubeRegion part = new(1, 3, 100, 7, new CubeShape(1, 6, 50, 900));
        Assert.True(OpenedCubes.Pick(cube.Samples, cube.Cube, part).AsSpan().SequenceEqual(reader.ReadRegion(part, threads: 2)));
    }

    [Fact]
    public void Python_reads_the_gzip_file_as_an_npy_file()
    {
        foreach (ElementType element in ElementTypes.All)
        {
            MemoryCube cube = Make(element, new CubeShape(3, 4, 5, 6), "noise", seed: 9);
            Write("simple_gzip", cube, _folder.File("cube.npy.gz"), threads: 2);
            string kind = element.IsFloat() ? "f" : element.IsSigned() ? "i" : "u";
            string expected = $"{(element.Bytes() == 1 ? '|' : '<')}{kind}{element.Bytes()} (3, 4, 5, 6) {OpenedCubes.Sha256(cube.Samples)}";
            Assert.Equal(expected, Python.Run("npygz.py", _folder.File("cube.npy.gz")).Trim());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cut_file_or_a_turned_bit_is_the_files_fault_or_makes_no_difference_to_what_is_checked(string name)
    {
        MemoryCube cube = Make(ElementType.UInt16, new CubeShape(2, 3, 4, 5), "sparse", seed: 2);
        Write(name, cube, _folder.File("whole"), threads: 1);
        byte[] whole = File.ReadAllBytes(_folder.File("whole"));
        for (int length = 0; length < whole.Length; length++) Assert.Null(TryRead(name, cube, whole[..length]));
        for (int bit = 0; bit < 8 * whole.Length; bit += 3)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            byte[]? read = TryRead(name, cube, damaged);
            // Only gzip has a checksum.
            if (name == "simple_gzip" && read is not null) Assert.Equal(cube.Samples, read);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_of_another_cube_is_refused(string name)
    {
        MemoryCube cube = Make(ElementType.UInt16, new CubeShape(2, 3, 4, 5), "sparse", seed: 2);
        Write(name, cube, _folder.File("whole"), threads: 1);
        byte[] whole = File.ReadAllBytes(_folder.File("whole"));
        Assert.Null(TryRead(name, Make(ElementType.UInt16, new CubeShape(3, 3, 4, 5), "zeros", 1), whole));
        Assert.Null(TryRead(name, Make(ElementType.UInt16, new CubeShape(2, 4, 4, 5), "zeros", 1), whole));
    }

    private static StudyStore StoreOf(string name) => Methods.Single(method => method.Name == name).Store;

    private static MemoryCube Make(ElementType element, CubeShape shape, string kind, int seed) =>
        new(element, shape, SampleData.Make(
            new ChunkSpec(element, ByteOrder.LittleEndian, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX]), kind, seed));

    private static void Write(string name, MemoryCube cube, string path, int threads, int slabRows = 1)
    {
        CubeShape shape = cube.Cube.Shape;
        using StudySink sink = StoreOf(name).Create(path, cube.Cube, threads);
        for (int row = 0; row < shape.ScanY; row += slabRows)
        {
            CubeRegion slab = CubeRegion.Rows(shape, row, Math.Min(slabRows, shape.ScanY - row));
            using SampleBuffer samples = new(slab.Extent.Patterns * cube.Cube.PatternBytes);
            cube.Read(slab, samples.Span(), threads: 1);
            sink.Write(slab, samples, TestContext.Current.CancellationToken);
        }
        sink.Close();
    }

    private byte[]? TryRead(string name, MemoryCube cube, byte[] content)
    {
        string path = _folder.File("damaged");
        File.WriteAllBytes(path, content);
        try
        {
            using ICubeReader reader = StoreOf(name).Open(path, cube.Cube);
            return reader.ReadRegion(CubeRegion.Whole(cube.Cube.Shape), threads: 1);
        }
        catch (CubeFileException e)
        {
            Assert.NotEmpty(e.Problem);
            return null;
        }
    }
}
