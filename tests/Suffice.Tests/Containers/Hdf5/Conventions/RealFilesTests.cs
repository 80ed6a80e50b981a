using System.Text.Json;
using Suffice.Cubes;
using Suffice.Sources.Merlin;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Containers.Hdf5.Conventions;

public class RealFilesTests
{
    /// <summary>File, convention, dataset, then the datasets with the coordinates of its axes.</summary>
    public static TheoryData<string, string, string, string[]> Files => new()
    {
        { "emd/py4DSTEM_size2x3x4x5.h5", "EMD 1.0 (py4DSTEM)", "/datacube_root/datacube/data", Dims("/datacube_root/datacube", 0) },
        { "emd/real_py4dstem.h5", "EMD 1.0 (py4DSTEM)", "/datacube_root/datacube/data", Dims("/datacube_root/datacube", 0) },
        {
            "emd/Si100_4D.emd", "EMD 0.x", "/4DSTEM_simulation/data/datacubes/CBED_array_depth0000/datacube",
            Dims("/4DSTEM_simulation/data/datacubes/CBED_array_depth0000", 1)
        },
        { "emd/emd_type1_stringDims.h5", "EMD 0.x", "/exper/emd_data/data", Dims("/exper/emd_data", 1) },
        { "emd/smoke_test.emd", "EMD (compression study)", "/version_1/data/datacubes/datacube_000/data", [] },
        { "fpd/AuPd_16x16x256x256_FPD_HDF5.hdf5", "EMD 0.x", "/fpd_expt/fpd_data/data", Dims("/fpd_expt/fpd_data", 1) },
        { "dectris_arina/test_00_data_000001.h5", "NeXus NXdata", "/entry/data/data", [] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Real_files_open_with_the_samples_and_axes_that_h5py_reads(string file, string format, string dataset, string[] dims)
    {
        string path = RealData.PathOf(file);
        using JsonDocument h5py = JsonDocument.Parse(Python.Run("h5files.py", ["describe", path, dataset, .. dims]));
        JsonElement expected = h5py.RootElement;
        using OpenedCube opened = CubeFile.Open(path);
        Assert.Equal((format, dataset), (opened.Format, opened.DatasetPath));
        Axis[] axes = [.. opened.Cube.ScanAxes, .. opened.Cube.DetectorAxes];
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32()), axes.Select(axis => axis.Length));
        Assert.Equal(expected.GetProperty("dtype").GetString(), NumpyType(opened.Cube));
        JsonElement[] coordinates = [.. expected.GetProperty("axes").EnumerateArray()];
        foreach ((Axis axis, JsonElement at) in axes.Zip(coordinates)) AssertAxis(at, axis);
        Assert.Equal(expected.GetProperty("sha256").GetString(), OpenedCubes.Sha256(opened.ReadAll(threads: 3)));
    }

    [Fact]
    public void The_FPD_file_is_the_mib_with_its_rows_flipped()
    {
        string fpd = RealData.PathOf("fpd/AuPd_16x16x256x256_FPD_HDF5.hdf5");
        using TemporaryFolder folder = new();
        using OpenedCube mib = MerlinReader.Open(RealData.AuPd(folder.Path)), twin = CubeFile.Open(fpd);
        byte[] rows = mib.ReadAll(), flipped = twin.ReadAll();
        int rowBytes = 256 * sizeof(ushort);
        Assert.Equal(rows.Length, flipped.Length);
        for (int row = 0; row < rows.Length / rowBytes; row++)
        {
            (int pattern, int y) = Math.DivRem(row, 256);
            ReadOnlySpan<byte> other = flipped.AsSpan((pattern * 256 + 255 - y) * rowBytes, rowBytes);
            Assert.True(rows.AsSpan(row * rowBytes, rowBytes).SequenceEqual(other), $"row {y} of pattern {pattern}");
        }
    }

    [Fact]
    public void Units_lose_their_brackets_and_a_uncalibrated_axis_says_so()
    {
        using OpenedCube simulated = CubeFile.Open(RealData.PathOf("emd/Si100_4D.emd"));
        Assert.Equal(["nm", "nm"], simulated.Cube.ScanAxes.Select(axis => axis.Unit));
        Assert.Equal(["nm^-1", "nm^-1"], simulated.Cube.DetectorAxes.Select(axis => axis.Unit));
        Assert.Contains(simulated.Notes, note => note.Contains("CBED_array_depth0001", StringComparison.Ordinal));
        using OpenedCube study = CubeFile.Open(RealData.PathOf("emd/smoke_test.emd"));
        Assert.DoesNotContain(study.Cube.ScanAxes, axis => axis.IsCalibrated);
    }

    [Fact]
    public void Any_dataset_can_be_named_and_keeps_its_axes()
    {
        string path = RealData.PathOf("emd/Si100_4D.emd");
        const string second = "/4DSTEM_simulation/data/datacubes/CBED_array_depth0001/datacube";
        using OpenedCube opened = CubeFile.Open(path, new CubeFileOptions(second));
        Assert.Equal((second, "R_x", "nm"), (opened.DatasetPath, opened.Cube.ScanAxes[0].Name, opened.Cube.ScanAxes[0].Unit));
    }

    [Fact]
    public void A_detectors_stack_is_folded_into_the_scan_that_the_user_gives()
    {
        string path = RealData.PathOf("dectris_arina/test_00_data_000001.h5");
        using OpenedCube stack = CubeFile.Open(path), scan = CubeFile.Open(path, new CubeFileOptions(Scan: new ScanSize(4, 4)));
        Assert.Equal(new CubeShape(16, 1, 192, 192), stack.Cube.Shape);
        Assert.Contains(stack.Notes, note => note.Contains("a stack of 16 patterns", StringComparison.Ordinal));
        Assert.Equal(new CubeShape(4, 4, 192, 192), scan.Cube.Shape);
        Assert.Equal(stack.ReadAll(), scan.ReadAll());
    }

    [Theory]
    [InlineData("dectris_arina/au_145mm_68kx_microprobe_01_master.h5", "/entry/data/data_000001 is a link to au_145mm_68kx_microprobe_01_data_000001.h5:")]
    [InlineData("hspy/example2_v3.1.hspy", "the largest dataset, /Experiments/test_diffraction_pattern/data, has 2 dimensions (16, 16); a cube has 3 to 5")]
    [InlineData("dectris_arina/test_00.h5", "no dataset in it")]
    public void A_file_without_a_cube_is_refused_in_one_clear_line(string file, string expected)
    {
        CubeFileException e = Assert.Throws<CubeFileException>(() => CubeFile.Open(RealData.PathOf(file)).Dispose());
        Assert.Contains(expected, e.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    private static string[] Dims(string group, int first) => [.. Enumerable.Range(first, 4).Select(i => $"{group}/dim{i}")];

    private static void AssertAxis(JsonElement at, Axis axis)
    {
        double first = at.GetProperty("first").GetDouble(), last = at.GetProperty("last").GetDouble();
        Assert.Equal(at.GetProperty("name").GetString(), axis.Name);
        Assert.Equal(at.GetProperty("units").GetString()!.Trim('[', ']').Replace("n_m", "nm", StringComparison.Ordinal), axis.Unit);
        Assert.Equal(first, axis.Offset);
        Assert.Equal((last - first) / (at.GetProperty("count").GetInt32() - 1), axis.Scale);
    }

    private static string NumpyType(Cube cube)
    {
        char kind = cube.Element.IsFloat() ? 'f' : cube.Element.IsSigned() ? 'i' : 'u';
        return $"{(cube.StoredOrder == ByteOrder.BigEndian ? '>' : '<')}{kind}{cube.Element.Bytes()}";
    }
}
