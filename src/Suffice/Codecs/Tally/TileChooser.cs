using System.Numerics;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>
/// Chooses into which tiles a chunk's scan is cut, by what a rate of its own for every tile and pixel would save on some of
/// the detector's rows, less what storing these rates costs.
/// </summary>
internal sealed class TileChooser
{
    private const int Smallest = 4;
    private const int MostRows = 16;

    // Counts per tile from which a mean is worth having; neighbours are taken together until they have them.
    private const int CountsPerTile = 4;

    // What a fitted mean seems to save by chance (0.72 bits), and what its class in the map takes; between 2.5 and 5 the choices on
    // synthetic sets with and without change in the scan are the best or within 1 % of it.
    private const double BitsPerRate = 3.5;

    private static readonly int[] Sizes = [4, 8, 16];
    private static readonly double[] SumLogs = [.. Enumerable.Range(0, 4096).Select(n => n == 0 ? 0 : n * Math.Log2(n))];

    private uint[] _sums = [];
    private readonly double[] _bits = new double[Sizes.Length + 1];

    /// <summary>Extent of the tiles; 0 where the whole scan is best taken together.</summary>
    public int Choose<T>(ReadOnlySpan<T> samples, CubeShape shape)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (shape.ScanY < 2 * Smallest || shape.ScanX < 2 * Smallest) return 0;
        int tilesY = (shape.ScanY + Smallest - 1) / Smallest, tilesX = (shape.ScanX + Smallest - 1) / Smallest, tiles = tilesY * tilesX;
        int rowStep = Math.Max(1, shape.DetectorY / MostRows), width = shape.DetectorX;
        Array.Clear(_bits);
        for (int row = rowStep / 2; row < shape.DetectorY; row += rowStep)
        {
            Scratch.Zeroed(ref _sums, tiles * width);
            AddRow(samples, shape, row, tilesX);
            Weigh(shape, tilesY, tilesX, width);
        }
        int best = Array.IndexOf(_bits, _bits.Min());
        return best == Sizes.Length ? 0 : Sizes[best];
    }

    // _sums: pixel by pixel, the tiles of one pixel side by side.
    private void AddRow<T>(ReadOnlySpan<T> samples, CubeShape shape, int row, int tilesX)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = shape.DetectorX, pixels = shape.DetectorY * width;
        for (int y = 0; y < shape.ScanY; y++)
        {
            for (int x = 0; x < shape.ScanX; x++)
            {
                ReadOnlySpan<T> line = samples.Slice((y * shape.ScanX + x) * pixels + row * width, width);
                Span<uint> sums = _sums.AsSpan((y / Smallest * tilesX + x / Smallest) * width, width);
                Kernels.PixelSums.Add(line, sums);
            }
        }
    }

    private void Weigh(CubeShape shape, int tilesY, int tilesX, int width)
    {
        int tiles = tilesY * tilesX;
        Span<double> pooled = tiles <= 1024 ? stackalloc double[tiles] : new double[tiles];
        pooled.Clear();
        double total = 0;
        for (int x = 0; x < width; x++)
        {
            for (int tile = 0; tile < tiles; tile++)
            {
                double sum = _sums[tile * width + x];
                pooled[tile] += sum;
                total += sum;
            }
            if (total < CountsPerTile * tiles && x + 1 < width) continue;
            if (total > 0) AddBits(shape, pooled, tilesY, tilesX, total);
            pooled.Clear();
            total = 0;
        }
    }

    private void AddBits(CubeShape shape, ReadOnlySpan<double> sums, int tilesY, int tilesX, double total)
    {
        _bits[^1] += total * Math.Log2(shape.Patterns) - NLogN(total) + BitsPerRate;
        for (int k = 0; k < Sizes.Length; k++)
        {
            int span = Sizes[k] / Smallest;
            for (int y = 0; y < tilesY; y += span)
            {
                for (int x = 0; x < tilesX; x += span)
                {
                    double sum = 0;
                    int endY = Math.Min(y + span, tilesY), endX = Math.Min(x + span, tilesX);
                    for (int v = y; v < endY; v++)
                        for (int u = x; u < endX; u++) sum += sums[v * tilesX + u];
                    int frames = (Math.Min(endY * Smallest, shape.ScanY) - y * Smallest) * (Math.Min(endX * Smallest, shape.ScanX) - x * Smallest);
                    _bits[k] += sum * Math.Log2(frames) - NLogN(sum) + BitsPerRate;
                }
            }
        }
    }

    private static double NLogN(double n) => n < SumLogs.Length ? SumLogs[(int)n] : n * Math.Log2(n);
}
