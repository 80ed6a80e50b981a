using Suffice.Cubes;
using Suffice.Sources.Numpy;
using Suffice.Tests.Interop;
using Suffice.Tests.Packing;
using Suffice.Viewer.Engine;
using Suffice.Views;
using Suffice.Views.Interactive;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>The first image of a large scan: the exact values of a few positions, each standing for those around it.</summary>
public sealed class CoarseImageTests : IDisposable
{
    private const int Rows = 100, Columns = 131, Side = 8;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ImageResponse.Sum)]
    [InlineData(ImageResponse.Maximum)]
    [InlineData(ImageResponse.CentreOfMass)]
    public void Measured_positions_are_exact_and_stand_for_their_neighbours(ImageResponse response)
    {
        string scan = _folder.File("scan.npy"), packed = _folder.File("packed.emd");
        ushort[] samples = [.. Enumerable.Range(0, Rows * Columns * Side * Side).Select(i => (ushort)(i * 7919L % 251))];
        byte[] header = NpyHeader.Encode([Rows, Columns, Side, Side], ElementType.UInt16, ByteOrder.LittleEndian);
        File.WriteAllBytes(scan, [.. header, .. System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan())]);
        Packed.Pack(scan, packed, Packed.Options with { Codec = Cli.Commands.PackCommand.Codec("blosc_zstd"), Chunk = new CubeShape(4, 30, Side, Side) });
        DetectorMask mask = DetectorMask.Annulus(Side, Side, new DetectorFrame(3, 4), 1, 3);
        VirtualDetector detector = new(mask, response);
        foreach (string file in (string[])[scan, packed])
        {
            using OpenedCube opened = CubeFile.Open(file);
            DetectorImage whole = new(detector, Rows, Columns);
            ViewPass.Run(opened.Reader, [whole.View], [], threads: 2, cancellation: TestContext.Current.CancellationToken);
            double[] exact = whole.Planes(_ => true)[0];
            (int rows, int columns) = CoarseImage.StepsFor(opened.Cube.Shape)!.Value;
            Assert.Equal((3, 4), (rows, columns));
            double[] coarse = CoarseImage.Make(opened.Reader, detector, (rows, columns), threads: 2, TestContext.Current.CancellationToken)![0];
            for (int y = 0; y < Rows; y++)
                for (int x = 0; x < Columns; x++)
                {
                    int row = y / rows * rows + rows / 2, column = x / columns * columns + columns / 2;
                    if (row >= Rows) row -= rows;
                    if (column >= Columns) column -= columns;
                    Assert.Equal(exact[row * Columns + column], coarse[y * Columns + x]);
                }
        }
    }

    [Fact]
    public void A_small_scan_needs_none() => Assert.Null(CoarseImage.StepsFor(new CubeShape(64, 64, 256, 256)));
}
