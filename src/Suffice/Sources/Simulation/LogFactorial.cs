namespace Suffice.Sources.Simulation;

/// <summary>Natural logarithms of factorials.</summary>
internal static class LogFactorial
{
    private const int TableLength = 256;

    private static readonly double[] Table = MakeTable();

    /// <summary>ln k!, to a relative 1e-15 or so; Stirling's series beyond the table, whose next term is below 1e-19 there.</summary>
    public static double Of(long k)
    {
        if (k < TableLength) return Table[k];
        double n = k, inverse = 1 / n, square = inverse * inverse;
        return (n + 0.5) * Math.Log(n) - n + 0.5 * Math.Log(2 * Math.PI) + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    }

    private static double[] MakeTable()
    {
        double[] table = new double[TableLength];
        for (int k = 2; k < TableLength; k++) table[k] = table[k - 1] + Math.Log(k);
        return table;
    }
}
