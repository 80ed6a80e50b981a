using System.Collections.Immutable;

namespace Suffice.Sources.Simulation.Specimens;

/// <summary>
/// Carbon without order: atoms at random places, none closer to another than a bond. That is its first neighbours' distance and its
/// density, not its rings.
/// </summary>
public static class AmorphousCarbon
{
    private const int Number = 6, MaxTries = 2000;
    private const double ClosestA = 1.35, VibrationA = 0.08;

    // 2 g/cm^3, as evaporated films have: 12.011 u an atom.
    private const double AtomsPerA3 = 0.1003;

    // Apart from the numbers of the phonons and the detector.
    private const uint Stream = 0xF1u << 24;

    /// <summary>A film over a periodic rectangle. The same for a seed whoever asks.</summary>
    /// <exception cref="ArgumentException">An extent is not above the distance of two atoms.</exception>
    public static AtomicCell Make(double heightA, double widthA, double thicknessA, ulong seed)
    {
        const int mostAtoms = 10_000_000;
        double count = heightA * widthA * thicknessA * AtomsPerA3;
        if (!(Math.Min(heightA, widthA) > 3 * ClosestA && thicknessA > 0 && count <= mostAtoms))
            throw new ArgumentException(FormattableString.Invariant($"a film of {heightA:g4} A x {widthA:g4} A x {thicknessA:g4} A is impossible"));
        Places places = new(heightA, widthA);
        ImmutableArray<Atom>.Builder atoms = ImmutableArray.CreateBuilder<Atom>();
        for (uint atom = 0; atom < Math.Round(count); atom++)
        {
            for (uint attempt = 0; attempt < MaxTries; attempt++)
            {
                (uint a, uint b, uint c, _) = Philox.Block(atom, attempt, 0, Stream, seed);
                if (!places.TryAdd(Unit(a) * heightA, Unit(b) * widthA, Unit(c) * thicknessA, out Atom placed)) continue;
                atoms.Add(placed);
                break;
            }
        }
        return new(heightA, widthA, thicknessA, atoms.ToImmutable());
    }

    private static double Unit(uint bits) => bits / (1.0 + uint.MaxValue);

    /// <summary>Atoms by boxes that are no smaller than the distance kept: an atom's neighbours are in its box and those around.</summary>
    private sealed class Places(double heightA, double widthA)
    {
        private readonly int _rows = (int)(heightA / ClosestA), _columns = (int)(widthA / ClosestA);
        private readonly Dictionary<(int Y, int X, int Z), List<Atom>> _boxes = [];

        public bool TryAdd(double yA, double xA, double zA, out Atom atom)
        {
            atom = new(Number, yA, xA, zA, VibrationA);
            (int y, int x, int z) = ((int)(yA / heightA * _rows), (int)(xA / widthA * _columns), (int)(zA / ClosestA));
            for (int i = 0; i < 27; i++)
            {
                (int Y, int X, int Z) box = ((y + (i % 3) - 1 + _rows) % _rows, (x + (i / 3 % 3) - 1 + _columns) % _columns, z + (i / 9) - 1);
                if (!_boxes.TryGetValue(box, out List<Atom>? near)) continue;
                foreach (Atom other in near)
                    if (IsTooClose(atom, other)) return false;
            }
            if (!_boxes.TryGetValue((y, x, z), out List<Atom>? own)) _boxes[(y, x, z)] = own = [];
            own.Add(atom);
            return true;
        }

        private bool IsTooClose(Atom a, Atom b)
        {
            double y = Around(a.YA - b.YA, heightA), x = Around(a.XA - b.XA, widthA), z = a.ZA - b.ZA;
            return (y * y) + (x * x) + (z * z) < ClosestA * ClosestA;
        }

        private static double Around(double distanceA, double periodA) => distanceA - (periodA * Math.Round(distanceA / periodA));
    }
}
