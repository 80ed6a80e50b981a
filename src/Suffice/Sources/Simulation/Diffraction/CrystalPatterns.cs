namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>Draws whole diffraction patterns of one crystal: discs by the library, placed by the local lattice.</summary>
/// <param name="library">The insides of the discs.</param>
/// <param name="painter">Places them.</param>
/// <param name="maxAngleMrad">Discs whose centres lie further out are left away.</param>
public sealed class CrystalPatterns(DiscLibrary library, DiscPainter painter, double maxAngleMrad)
{
    // A disc with less than this share of the electrons is not drawn: it would hold none of a million.
    private const double WeakestShare = 1e-7;

    /// <summary>Adds a pattern.</summary>
    /// <param name="pattern">The detector's pixels.</param>
    /// <param name="electrons">Of the elastically scattered wave.</param>
    /// <param name="thicknessAngstrom">Of the specimen here.</param>
    /// <param name="lattice">How the lattice is deformed here.</param>
    /// <param name="tiltYMrad">Direction of the probe's axis against the zone axis.</param>
    /// <param name="tiltXMrad">Direction of the probe's axis against the zone axis.</param>
    public void Add(Span<float> pattern, double electrons, double thicknessAngstrom, in Deformation lattice, double tiltYMrad = 0, double tiltXMrad = 0)
    {
        int count = library.Nodes * library.Nodes;
        Span<float> nodes = count <= 1024 ? stackalloc float[count] : new float[count];
        for (int disc = 0; disc < library.Angles.Count; disc++)
        {
            (double x, double y) = lattice.Reciprocal(library.Angles[disc].X, library.Angles[disc].Y);
            if ((x * x) + (y * y) > maxAngleMrad * maxAngleMrad) continue;
            library.Read(disc, thicknessAngstrom, nodes);
            float largest = 0;
            foreach (float intensity in nodes) largest = Math.Max(largest, intensity);
            if (largest < WeakestShare) continue;
            painter.Add(pattern, y, x, electrons, new DiscPainter.Inside(nodes, library.Nodes, library.SpanMrad, tiltYMrad, tiltXMrad));
        }
    }
}
