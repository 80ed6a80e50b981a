using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Specimens;

/// <summary>
/// Snapshots of vibrating atoms, which an electron sees as if they stood still: independent Gaussian displacements along each
/// axis (Einstein's model; Loane, Xu and Silcox, Acta Cryst. A47 (1991) 267). The same for a seed whoever asks.
/// </summary>
public static class FrozenPhonons
{
    // Apart from the numbers that the detector draws with the same seed.
    private const uint Stream = 0xF0u << 24;

    /// <summary>The cell with its atoms displaced in the snapshot of that number.</summary>
    public static AtomicCell Displace(AtomicCell cell, ulong seed, int snapshot) =>
        cell with { Atoms = [.. cell.Atoms.Select((atom, index) => Displace(atom, seed, snapshot, index))] };

    private static Atom Displace(Atom atom, ulong seed, int snapshot, int index)
    {
        (double y, double x) = Normals(seed, snapshot, index, 0);
        (double z, _) = Normals(seed, snapshot, index, 1);
        double rms = atom.VibrationA;
        return atom with { YA = atom.YA + (rms * y), XA = atom.XA + (rms * x), ZA = atom.ZA + (rms * z) };
    }

    /// <summary>Two independent numbers of mean 0 and standard deviation 1 (Box and Muller 1958).</summary>
    private static (double First, double Second) Normals(ulong seed, int snapshot, int index, uint pair)
    {
        (uint a, uint b, uint c, uint d) = Philox.Block((uint)index, (uint)snapshot, 0, Stream | pair, seed);
        double radius = Math.Sqrt(-2 * Math.Log(Unit(((ulong)a << 32) | b)));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * Unit(((ulong)c << 32) | d));
        return (radius * cosine, radius * sine);
    }

    private static double Unit(ulong bits) => ((bits >> 11) + 0.5) / (1L << 53);
}
