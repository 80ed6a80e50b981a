using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Stempy;

namespace Suffice.Packing;

/// <summary>The files that a packed source can give back: they go on into what is packed of it in another form.</summary>
internal static class EarlierOriginals
{
    /// <summary>What a source says of them; null where it is no packed file with originals, or where it is copied as a tree.</summary>
    public static PackedManifest? Find(string source, OpenedCube opened, PackOptions options)
    {
        bool changesForm = opened.Reader is Hdf5CubeReader ? options.Form == PackedForm.Events : opened.Format.StartsWith(StempyFormat.Name, StringComparison.Ordinal);
        if (options.IsPlain || !changesForm) return null;
        using Hdf5File file = Hdf5File.Open(source);
        return PackedManifest.Read(file) is { } manifest && manifest.Originals.Any(original => original.IsKept) ? manifest : null;
    }

    /// <summary>Copies them with their tables of checksums.</summary>
    /// <param name="sha256">Of the samples that were packed; the originals are made of those.</param>
    /// <exception cref="CubeFileException">They belong to another cube.</exception>
    public static void Copy(Hdf5File source, PackedManifest earlier, string sha256, Hdf5File target)
    {
        if (earlier.CubeSha256.Length > 0 && earlier.CubeSha256 != sha256)
            throw new CubeFileException(source.Path, "its cube is not the one that was packed into it (SHA-256), to which its originals belong: see suffice verify, or leave --path out");
        Hdf5Values.Copy(source, PackedLayout.Originals, target);
        for (int i = 0; i < earlier.Originals.Length; i++)
            if (source.Describe(PackedLayout.RestTable(i)).Kind == Hdf5NodeKind.Dataset) Hdf5Values.Copy(source, PackedLayout.RestTable(i), target);
    }
}
