using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>What a packed file says of itself.</summary>
/// <param name="CubePath">The cube's dataset.</param>
/// <param name="DetectorRank">How many of its last axes are the detector's.</param>
/// <param name="CubeSha256">SHA-256 of its samples, row-major and little-endian.</param>
/// <param name="Originals">The files that it was packed from.</param>
internal sealed record PackedManifest(string CubePath, int DetectorRank, string CubeSha256, ImmutableArray<PackedOriginal> Originals)
{
    private const int MostOriginals = 100_000, RecipeColumns = 4;

    // The samples of each detector pixel at all positions, then those of the next pixel.
    private const string PositionFastest = "position-fastest";

    /// <summary>Whether the cube is stored as lists of electrons.</summary>
    public bool IsEvents { get; init; }

    /// <summary>Reads it; null where the file was not packed here.</summary>
    /// <exception cref="CubeFileException">It was, and is damaged or of a later version.</exception>
    public static PackedManifest? Read(Hdf5File file)
    {
        if (Hdf5Attributes.Number(file, PackedLayout.Group, "packed_version") is not double version) return null;
        if (version != PackedLayout.Version) throw new CubeFileException(file.Path, $"was packed by another version ({version}); update suffice");
        string path = Hdf5Attributes.Text(file, PackedLayout.Group, "cube")
            ?? throw new CubeFileException(file.Path, $"{PackedLayout.Group} does not name the cube; the file is damaged");
        int detectorRank = (int)Math.Clamp(Hdf5Attributes.Number(file, PackedLayout.Group, "detector_rank") ?? 2, 1, 2);
        List<PackedOriginal> originals = [];
        while (originals.Count < MostOriginals && Original(file, originals.Count) is { } original) originals.Add(original);
        return new PackedManifest(path, detectorRank, Hdf5Attributes.Text(file, PackedLayout.Group, "cube_sha256") ?? "", [.. originals])
        {
            IsEvents = Hdf5Attributes.Text(file, PackedLayout.Group, PackedLayout.Form) == PackedLayout.EventsForm,
        };
    }

    /// <summary>Writes what is known of an original; its rest is there already.</summary>
    public static void Write(Hdf5File file, int number, OriginalFile original, ByteOrder order)
    {
        string group = PackedLayout.Original(number);
        file.CreateGroup(group);
        Hdf5Attributes.WriteText(file, group, "name", original.Name);
        Hdf5Attributes.WriteInteger(file, group, "bytes", original.Bytes);
        Hdf5Attributes.WriteText(file, group, "sha256", original.Sha256);
        Hdf5Attributes.WriteInteger(file, group, "is_kept", original.IsKept ? 1 : 0);
        Hdf5Attributes.WriteText(file, group, "byte_order", order == ByteOrder.BigEndian ? "big" : "little");
        long[] recipe = original.Recipe();
        if (!original.IsKept || recipe.Length == 0) return;
        Hdf5Values.WriteDataset(file, group + "/recipe", ElementType.Int64, [recipe.Length / RecipeColumns, RecipeColumns], MemoryMarshal.AsBytes<long>(recipe));
        Hdf5Attributes.WriteText(file, group + "/recipe", "columns",
            "bytes of rest; bytes of rest before each pattern; first pattern; patterns. What is left of the rest follows the last pattern");
        if (original.PositionFastest is not null) Hdf5Attributes.WriteText(file, group + "/recipe", "order", PositionFastest);
    }

    private static PackedOriginal? Original(Hdf5File file, int number)
    {
        string group = PackedLayout.Original(number);
        if (Hdf5Attributes.Text(file, group, "name") is not { } name) return null;
        byte[] recipe = Hdf5Values.ReadDataset(file, group + "/recipe", ElementType.Int64) ?? [];
        return new PackedOriginal(
            name, (long)(Hdf5Attributes.Number(file, group, "bytes") ?? 0), Hdf5Attributes.Text(file, group, "sha256") ?? "",
            Hdf5Attributes.Number(file, group, "is_kept") == 1,
            Hdf5Attributes.Text(file, group, "byte_order") == "big" ? ByteOrder.BigEndian : ByteOrder.LittleEndian,
            [.. MemoryMarshal.Cast<byte, long>(recipe)], Hdf5Attributes.Text(file, group + "/recipe", "order") == PositionFastest, group + "/rest");
    }
}

/// <summary>One file that a packed one was made of.</summary>
/// <param name="Recipe">Rows of four numbers, as <see cref="OriginalFile.Recipe"/> gives them.</param>
/// <param name="IsPositionFastest">Whether it holds all positions of one detector pixel, then of the next, instead of patterns.</param>
/// <param name="RestPath">The dataset with the bytes that are no pattern.</param>
internal sealed record PackedOriginal(
    string Name, long Bytes, string Sha256, bool IsKept, ByteOrder Order, ImmutableArray<long> Recipe, bool IsPositionFastest, string RestPath);
