using Suffice.Cubes;
using Suffice.Packing;
using Suffice.Studies;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Suffice.Views;
using Suffice.Views.Interactive;
using Xunit;

namespace Suffice.Tests.Views.Interactive;

/// <summary>Binned sums within a packed file.</summary>
public sealed class StoredPreviewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_preview_comes_back_as_a_pass_makes_it_and_the_file_verifies()
    {
        string packed = Pack(new StoredPreview());
        using OpenedCube opened = CubeFile.Open(packed);
        DetectorBins stored = StoredPreview.Read(packed, opened.Cube.Shape, 2)!;
        DetectorBins made = new(opened.Cube.Shape, stored.BinPixels);
        ViewPass.Run(opened.Reader, [made.Filler], [], 2, cancellation: TestContext.Current.CancellationToken);
        VirtualDetector disc = new(DetectorMask.Annulus(48, 48, new DetectorFrame(23, 24), 4, 13), ImageResponse.Sum);
        Assert.Equal(2, stored.BinPixels);
        Assert.Equal(
            made.Image(disc, 1, TestContext.Current.CancellationToken)[0], stored.Image(disc, 1, TestContext.Current.CancellationToken)[0]);
        Assert.Equal(new CubeShape(16, 16, 48, 48), opened.Cube.Shape);
        SufficeProcess.Result verified = SufficeProcess.Run("verify", packed);
        Assert.True(verified.ExitCode == 0, verified.Errors);
    }

    [Fact]
    public void A_file_without_a_preview_has_none() => Assert.Null(StoredPreview.Read(Pack(null), new CubeShape(16, 16, 48, 48), 1));

    [Fact]
    public void A_preview_of_another_cube_is_not_taken() => Assert.Null(StoredPreview.Read(Pack(new StoredPreview()), new CubeShape(16, 17, 48, 48), 1));

    public void Dispose() => _folder.Dispose();

    private string Pack(IPackCompanion? companion)
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("scan.emd");
        SmallScan.Write(scan);
        PackCodec codec = new("blosc_lz4", StudyMethods.Settings.First(setting => setting.Name == "blosc_lz4").FiltersOf);
        using OpenedCube opened = CubeFile.Open(scan);
        Packer.Pack(scan, opened, packed, new PackOptions(codec, 2, 256 << 20) { Companion = companion }, cancellation: TestContext.Current.CancellationToken);
        return packed;
    }
}
