using Suffice.Sources.Simulation.Fourier;

namespace Suffice.Sources.Simulation.Optics;

/// <summary>
/// The samples of a wave over a periodic rectangle. Waves and transmission functions are limited to two thirds of the highest
/// frequency at most: then no frequency of their product falls onto one within the limit.
/// </summary>
public sealed record WaveGrid
{
    /// <exception cref="ArgumentException">An extent is not positive.</exception>
    public WaveGrid(int rows, int columns, double heightA, double widthA)
    {
        if (rows < 1 || columns < 1) throw new ArgumentException($"a grid of {rows}x{columns} samples is impossible");
        if (!(heightA > 0 && widthA > 0 && double.IsFinite(heightA * widthA)))
            throw new ArgumentException($"a cell of {heightA} A x {widthA} A is impossible");
        (Rows, Columns, HeightA, WidthA) = (rows, columns, heightA, widthA);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Extent along y, over the rows, in Angstrom.</summary>
    public double HeightA { get; }

    /// <summary>Extent along x, over the columns, in Angstrom.</summary>
    public double WidthA { get; }

    public int Samples => Rows * Columns;

    /// <summary>The highest band limit in 1/Angstrom: two thirds of the highest frequency of the coarser axis.</summary>
    public double HighestBandPerA => Math.Min(Rows / HeightA, Columns / WidthA) / 3;

    /// <summary>The smallest grid of good lengths for a band limit in 1/Angstrom.</summary>
    public static WaveGrid ForBand(double heightA, double widthA, double bandPerA)
    {
        const int largest = 16384;
        double rows = 3 * bandPerA * heightA, columns = 3 * bandPerA * widthA;
        if (!(rows > 0 && rows <= largest && columns > 0 && columns <= largest))
            throw new ArgumentException($"a cell of {heightA:g4} A x {widthA:g4} A needs {rows:f0}x{columns:f0} samples for {bandPerA:g4}/A: at most {largest} a side");
        return new(FourierTransform.GoodLength((int)Math.Ceiling(rows)), FourierTransform.GoodLength((int)Math.Ceiling(columns)), heightA, widthA);
    }

    /// <summary>Frequencies of the rows in 1/Angstrom, in the order of the transform.</summary>
    public double[] RowFrequencies() => Frequencies(Rows, HeightA);

    /// <summary>Frequencies of the columns in 1/Angstrom, in the order of the transform.</summary>
    public double[] ColumnFrequencies() => Frequencies(Columns, WidthA);

    /// <exception cref="ArgumentException">This grid cannot hold frequencies up to the limit.</exception>
    public void Check(double bandPerA, ElectronBeam beam)
    {
        if (!(bandPerA > 0)) throw new ArgumentException("the band limit must be above 0");
        if (bandPerA <= HighestBandPerA * (1 + 1e-9)) return;
        (double reachMrad, double askedMrad) = (beam.AngleMrad(HighestBandPerA), beam.AngleMrad(bandPerA));
        throw new ArgumentException(FormattableString.Invariant(
            $"a grid of {Rows}x{Columns} over {HeightA:f2} A x {WidthA:f2} A reaches {reachMrad:f1} mrad, not {askedMrad:f1} mrad: take a finer one"));
    }

    private static double[] Frequencies(int count, double extentA)
    {
        double[] frequencies = new double[count];
        for (int i = 0; i < count; i++) frequencies[i] = (i < (count + 1) / 2 ? i : i - count) / extentA;
        return frequencies;
    }
}
