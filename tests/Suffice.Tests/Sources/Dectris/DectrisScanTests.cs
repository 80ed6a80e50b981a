using Suffice.Cubes;
using Suffice.Sources.Dectris;
using Xunit;

namespace Suffice.Tests.Sources.Dectris;

public class DectrisScanTests(DectrisFiles files) : IClassFixture<DectrisFiles>
{
    [Theory]
    [InlineData("side_car", 2, 8, "from side_car.h5: NumPixelsX 8, NumPixelsY 2")]
    [InlineData("flyback", 2, 8, "from flyback.h5: NumPixelsX 7, NumPixelsY 2",
        "what each line has beyond NumPixelsX (8 images for 7) is kept as columns: the flyback, probably")]
    [InlineData("interrupted", 3, 5, "from interrupted.h5: NumPixelsX 5, NumPixelsY 7",
        "the last line is incomplete: its 1 of 5 images are left out", "the scan has 3 of 7 lines")]
    [InlineData("unfit", 4, 4, "assumed square: 16 images", "unfit.h5 says 2 by 3 positions, which 16 images do not fit; it is left aside")]
    [InlineData("text_side_car", 4, 4, "assumed square: 16 images", "text_side_car.h5 is left aside: HDF5 cannot open it")]
    [InlineData("triggered", 2, 8, "from the master: 2 triggers of 8 images")]
    [InlineData("square", 4, 4, "assumed square: 16 images")]
    [InlineData("stack", 15, 1, "unknown: a stack of patterns", "pass --scan with rows x columns, such as 3x5")]
    public void The_scan_comes_from_the_most_trustworthy_source_and_names_it(string name, int rows, int columns, string origin, params string[] notes)
    {
        using OpenedCube opened = files.Open(name);
        Assert.Equal((rows, columns, origin), (opened.Cube.Shape.ScanY, opened.Cube.Shape.ScanX, opened.ScanOrigin));
        foreach (string note in notes) Assert.Contains(opened.Notes, found => found.Contains(note, StringComparison.Ordinal));
        byte[] kept = files.Expected(name)[..(rows * columns * DectrisFiles.PatternSamples * 2)];
        Assert.Equal(kept, opened.ReadAll());
    }

    [Fact]
    public void The_user_knows_better_than_any_file()
    {
        using OpenedCube opened = files.Open("side_car", new ScanSize(16, 1));
        Assert.Equal((16, 1, "as given by --scan"), (opened.Cube.Shape.ScanY, opened.Cube.Shape.ScanX, opened.ScanOrigin));
        CubeFileException e = Assert.Throws<CubeFileException>(() => files.Open("side_car", new ScanSize(3, 5)));
        Assert.Contains("--scan 3x5 has 15 positions, fewer than the 16 patterns in the file; possible: 4x4, 2x8", e.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_files_say_the_scan_has_no_more_positions_than_images()
    {
        Random random = new(1);
        int?[] counts = [null, 1, 2, 3, 7, 16, 64, int.MaxValue];
        int? Any() => counts[random.Next(counts.Length)];
        for (int i = 0; i < 20_000; i++)
        {
            int frames = Any() ?? 12;
            DectrisSideCar sideCar = new("a.h5", Any(), Any(), null, []);
            DectrisScan scan = DectrisScan.Decide("a_master.h5", frames, null, sideCar, Any(), Any());
            Assert.True(scan.Rows > 0 && scan.Columns > 0 && (long)scan.Rows * scan.Columns <= frames, $"{sideCar}, {frames}: {scan}");
        }
    }

    [Fact]
    public void A_calibrated_step_is_taken_and_another_is_not()
    {
        using OpenedCube calibrated = files.Open("side_car"), uncalibrated = files.Open("uncalibrated");
        Assert.All(calibrated.Cube.ScanAxes, axis => Assert.Equal((0.5, "nm"), (axis.Scale, axis.Unit)));
        Assert.DoesNotContain(uncalibrated.Cube.ScanAxes, axis => axis.IsCalibrated);
        Assert.Contains("uncalibrated.h5 says that its pixel size, 0.5, is not calibrated: the scan's step stays unknown", uncalibrated.Notes);
    }
}
