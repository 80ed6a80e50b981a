using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Sources.Numpy;

public sealed class NpyReaderTests(NumpyFiles numpy) : IClassFixture<NumpyFiles>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_element_type_is_read_in_both_byte_orders()
    {
        foreach (ElementType element in ElementTypes.All)
            foreach (string order in new[] { "little", "big" })
            {
                string kind = $"{(element.IsFloat() ? 'f' : element.IsSigned() ? 'i' : 'u')}{element.Bytes()}";
                using OpenedCube opened = NpyReader.Open(numpy.PathOf($"{kind}_{order}.npy"));
                Assert.Equal((element, new CubeShape(2, 3, 4, 5)), (opened.Cube.Element, opened.Cube.Shape));
                bool big = order == "big" && element.Bytes() > 1;
                Assert.Equal(big ? ByteOrder.BigEndian : ByteOrder.LittleEndian, opened.Cube.StoredOrder);
                Assert.Equal(Expected(element), opened.ReadAll());
                Assert.Empty(opened.Notes);
            }
    }

    [Theory]
    [InlineData("version1.npy")]
    [InlineData("version2.npy")]
    [InlineData("version3.npy")]
    public void Every_version_of_the_header_is_read(string name)
    {
        using OpenedCube opened = NpyReader.Open(numpy.PathOf(name));
        Assert.Equal("(2, 3, 4, 5)", opened.Cube.Shape.ToString());
        Assert.Equal(Counting(), opened.ReadAll());
    }

    [Theory]
    [InlineData("stack.npy", "(6, 1, 4, 5)", "scan:6", "from the array: a stack of patterns")]
    [InlineData("series.npy", "(2, 3, 4, 5)", "series:1 scan_y:2 scan_x:3", "from the array: (1, 2, 3, 4, 5)")]
    [InlineData("version1.npy", "(2, 3, 4, 5)", "scan_y:2 scan_x:3", "from the array: (2, 3, 4, 5)")]
    public void Three_to_five_dimensions_make_a_datacube(string name, string shape, string axes, string origin)
    {
        using OpenedCube opened = NpyReader.Open(numpy.PathOf(name));
        Assert.Equal((shape, origin), (opened.Cube.Shape.ToString(), opened.ScanOrigin));
        Assert.Equal(axes, string.Join(' ', opened.Cube.ScanAxes.Select(axis => $"{axis.Name}:{axis.Length}")));
        Assert.Equal(Counting(), opened.ReadAll());
    }

    [Fact]
    public void The_users_scan_replaces_the_leading_dimensions_and_must_fit()
    {
        using OpenedCube opened = NpyReader.Open(numpy.PathOf("stack.npy"), new ScanSize(3, 2));
        Assert.Equal(("(3, 2, 4, 5)", "as given by --scan"), (opened.Cube.Shape.ToString(), opened.ScanOrigin));
        CubeFileException error = Assert.Throws<CubeFileException>(() => NpyReader.Open(numpy.PathOf("series.npy"), new ScanSize(4, 2)));
        Assert.Equal("--scan 4x2 has 8 positions, more than the 6 patterns in the file; possible: 2x3, 3x2, 1x6, 6x1", error.Problem);
    }

    [Theory]
    [InlineData("fortran.npy", "numpy.ascontiguousarray")]
    [InlineData("structured.npy", "a structured array")]
    [InlineData("complex.npy", "dtype <c8 (complex numbers)")]
    [InlineData("object.npy", "dtype |O (Python objects)")]
    [InlineData("bool.npy", "dtype |b1 (booleans)")]
    [InlineData("half.npy", "dtype <f2")]
    [InlineData("flat.npy", "3 to 5 dimensions")]
    [InlineData("empty.npy", "no samples")]
    public void What_is_no_datacube_is_refused_with_its_reason(string name, string reason) =>
        Assert.Contains(reason, Assert.Throws<CubeFileException>(() => NpyReader.Open(numpy.PathOf(name))).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        byte[] file = Make([2, 3, 4, 5], ElementType.UInt8);
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<CubeFileException>(() => NpyReader.Open(Write(file[..length])));
        string problem = Assert.Throws<CubeFileException>(() => NpyReader.Open(Write(file[..^20]))).Problem;
        Assert.Equal("is incomplete: (2, 3, 4, 5) uint8 needs 120 bytes of samples, the file has 100", problem);
    }

    [Fact]
    public void Bytes_behind_the_array_are_left_out_with_a_note()
    {
        using OpenedCube opened = NpyReader.Open(Write([.. Make([2, 3, 4, 5], ElementType.UInt8), 1, 2, 3]));
        Assert.Equal("the file has 3 bytes behind its array, which are left out", Assert.Single(opened.Notes));
    }

    [Theory]
    [InlineData("9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775807")]
    [InlineData("2147483647, 2147483647, 2147483647, 2147483647")]
    [InlineData("4294967296, 4294967296, 1, 1")]
    [InlineData("99999999999999999999999, 1, 1")]
    public void Extents_beyond_any_file_are_refused(string shape)
    {
        string text = $"{{'descr': '<u2', 'fortran_order': False, 'shape': ({shape}), }}\n";
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text.Select(c => (byte)c)];
        Assert.Throws<CubeFileException>(() => NpyReader.Open(Write(file)));
        Assert.Throws<CubeFileException>(() => NpyReader.Open(Write(file), new ScanSize(2, 2)));
    }

    [Fact]
    public void Every_box_equals_the_same_part_of_the_whole()
    {
        byte[] file = Make([4, 5, 6, 7], ElementType.UInt16);
        new Random(3).NextBytes(file.AsSpan(128));
        using OpenedCube opened = NpyReader.Open(Write(file));
        byte[] whole = opened.ReadAll();
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            CubeRegion region = OpenedCubes.RandomRegion(opened.Cube.Shape, random);
            Assert.Equal(OpenedCubes.Pick(whole, opened.Cube, region), opened.Reader.ReadRegion(region, 1 + i % 3));
        }
    }

    [Fact]
    public void Patterns_larger_than_one_read_are_read_whole_and_in_parts()
    {
        byte[] file = Make([1, 2, 1200, 700], ElementType.UInt16);
        new Random(3).NextBytes(file.AsSpan(128));
        using OpenedCube opened = NpyReader.Open(Write(file));
        byte[] whole = opened.ReadAll();
        Assert.Equal(file[128..], whole);
        CubeRegion part = new(0, 1, 7, 3, new(1, 1, 1190, 600));
        Assert.Equal(OpenedCubes.Pick(whole, opened.Cube, part), opened.Reader.ReadRegion(part, 2));
    }

    [Fact]
    public void Headers_that_we_write_are_read_by_numpy_and_by_us()
    {
        foreach (ElementType element in ElementTypes.All)
            foreach (long[] shape in new long[][] { [3], [2, 3, 4, 5], [1, 1, 1, 1, 2] })
            {
                byte[] header = NpyHeader.Encode(shape, element, ByteOrder.BigEndian);
                Assert.Equal(0, header.Length % 64);
                NpyHeader parsed = NpyHeader.Parse(header, "a.npy");
                Assert.Equal((element, header.Length), (parsed.Element, parsed.DataOffset));
                Assert.Equal(shape, parsed.Shape);
            }
        string path = Write(Make([2, 3, 4, 5], ElementType.Int32));
        Assert.Equal("<i4 (2, 3, 4, 5) 0", Python.Run("npyread.py", path).Trim());
    }

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("made.npy"), bytes);
        return _folder.File("made.npy");
    }

    private static byte[] Make(long[] shape, ElementType element)
    {
        byte[] header = NpyHeader.Encode(shape, element, ByteOrder.LittleEndian);
        return [.. header, .. new byte[shape.Aggregate(1L, (product, extent) => product * extent) * element.Bytes()]];
    }

    private static byte[] Counting() => [.. Enumerable.Range(0, 120).SelectMany(i => BitConverter.GetBytes((ushort)i))];

    // The values of npyfiles.py: (i * 7 - 100) modulo 120, never negative.
    private static byte[] Expected(ElementType element) => [.. Enumerable.Range(0, 120).SelectMany(i =>
    {
        int value = ((i * 7 - 100) % 120 + 120) % 120;
        return element switch
        {
            ElementType.Float32 => BitConverter.GetBytes((float)value),
            ElementType.Float64 => BitConverter.GetBytes((double)value),
            _ => BitConverter.GetBytes((long)value)[..element.Bytes()],
        };
    })];
}
