using Suffice.Cubes;
using Suffice.Tests.Fuzz;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Xunit;

namespace Suffice.Tests.Sources.RawCsr;

public sealed class RawCsrReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_lie_at_their_pixels_and_all_four_files_come_back_from_a_packed_file()
    {
        string path = Write();
        byte[] expected = new byte[6 * 20];
        (expected[1], expected[19], expected[2 * 20], expected[5 * 20 + 7]) = (1, 2, 3, 4);
        using (OpenedCube opened = CubeFile.Open(path))
        {
            Assert.Equal(new CubeShape(2, 3, 4, 5), opened.Cube.Shape);
            opened.MustHold(expected);
        }
        Assert.Equal(4, Packed.MustComeBack(path, _folder).Originals.Length);
    }

    [Theory]
    [InlineData("nav_shape = [2, 3]", "nav_shape = [2, 4]", "a scan of 8 positions needs 9")]
    [InlineData("sig_shape = [4, 5]", "sig_shape = [4, 4]", "pixel 19 of 16")]
    [InlineData("a-data.raw", "../a-data.raw", "not a file beside it")]
    [InlineData("a-data.raw", "b-data.raw", "there is no such file")]
    [InlineData("|u1", "<u2", "names 4 pixels and 2 values")]
    [InlineData("<i4", "<c8", "types such as <i4")]
    [InlineData("raw_csr\"", "mib\"", "a file of type mib")]
    [InlineData("[raw_csr]", "[raw", "not a description of raw CSR files")]
    public void What_does_not_fit_is_an_error_that_says_what(string text, string instead, string problem)
    {
        string path = Write();
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, instead, StringComparison.Ordinal));
        Assert.Contains(problem, Assert.Throws<CubeFileException>(() =>
        {
            using OpenedCube opened = CubeFile.Open(path);
            opened.ReadAll();
        }).Message);
    }

    private string Write()
    {
        foreach ((string name, byte[] bytes) in VendorFiles.CsrParts) File.WriteAllBytes(_folder.File(name), bytes);
        File.WriteAllBytes(_folder.File("a.toml"), VendorFiles.CsrToml);
        return _folder.File("a.toml");
    }
}
