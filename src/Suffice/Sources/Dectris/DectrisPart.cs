using System.Globalization;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Sources.Dectris;

/// <summary>One part of an acquisition: where its images lie, and what they are.</summary>
/// <param name="FilePath">The file with the images; the master itself where it holds them.</param>
/// <param name="DatasetPath">Path within that file.</param>
/// <param name="FirstImage">Number of the first image as the detector counts them; null where the part does not say it.</param>
internal sealed record DectrisPart(
    string FilePath, string DatasetPath, int Frames, int Height, int Width, ElementType Element, ByteOrder Order, long? FirstImage)
{
    private const int MostLinks = 8;

    /// <summary>Finds and describes the part behind a link of the master.</summary>
    /// <param name="notes">Gets what the user should know of its filters.</param>
    /// <exception cref="CubeFileException">The file is not there or not complete, or it holds no images.</exception>
    public static DectrisPart Find(Hdf5File master, string link, List<string> notes)
    {
        (string filePath, string datasetPath) = Follow(master, link);
        using Hdf5File file = Hdf5File.Open(filePath);
        using Hdf5Dataset dataset = new(file, datasetPath);
        if (dataset.Extents.Length != 3 || dataset.Extents.Any(extent => extent > int.MaxValue) || dataset.Extents[1] < 1 || dataset.Extents[2] < 1)
            throw new CubeFileException(filePath, $"{datasetPath} has extents ({string.Join(", ", dataset.Extents)}); images, rows and columns are expected");
        if (!Hdf5CubeReader.CanDecode(dataset)) Hdf5CubeFile.CheckFilters(dataset, notes);
        return new(filePath, datasetPath, (int)dataset.Extents[0], (int)dataset.Extents[1], (int)dataset.Extents[2], dataset.Element,
            dataset.Order, (long?)Hdf5Attributes.Number(file, datasetPath, "image_nr_low"));
    }

    /// <summary>What a user calls the part: its file's name.</summary>
    public string Name => Path.GetFileName(FilePath);

    /// <summary>What all parts must have in common.</summary>
    public string Pattern => string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width} {Element.Name()}");

    /// <summary>Opens the part as a stack of patterns.</summary>
    public Hdf5CubeReader Open()
    {
        Hdf5File file = Hdf5File.Open(FilePath);
        Hdf5Dataset? dataset = null;
        try
        {
            dataset = new Hdf5Dataset(file, DatasetPath);
            if (dataset.Element != Element || !dataset.Extents.SequenceEqual([Frames, Height, Width]))
                throw new CubeFileException(FilePath, $"{DatasetPath} is no longer what it was when it was opened");
            return new Hdf5CubeReader(file, dataset, new Cube(
                Element, Order, [new("scan", Frames)], [new("detector_y", Height), new("detector_x", Width)], new(Frames, 1, Height, Width)));
        }
        catch
        {
            dataset?.Dispose();
            file.Dispose();
            throw;
        }
    }

    // The library would follow the links as well, but not say which file is missing, nor which one the bytes came from.
    private static (string File, string Path) Follow(Hdf5File master, string link)
    {
        (string file, string path) = (master.Path, link);
        for (int links = 0; links <= MostLinks; links++)
        {
            if (Target(master, file, path) is not { } target) return (file, path);
            file = Locate(file, target.File) ?? throw new CubeFileException(
                master.Path, $"{link} is a link to {target.File}:{target.Path}, which is not there; put that file beside this one");
            path = target.Path;
        }
        throw new CubeFileException(master.Path, $"{link} is a link that leads in a circle");
    }

    private static (string File, string Path)? Target(Hdf5File master, string filePath, string path)
    {
        if (filePath == master.Path) return master.ExternalTarget(path);
        using Hdf5File file = Hdf5File.Open(filePath);
        return file.ExternalTarget(path);
    }

    // As the HDF5 library looks for them: a full path as it is, then by its name alone beside the file with the link.
    private static string? Locate(string from, string target)
    {
        string name = target[(target.LastIndexOfAny(['/', '\\']) + 1)..];
        string real = File.ResolveLinkTarget(from, returnFinalTarget: true)?.FullName ?? from;
        string[] places = [.. new[] { from, real }.Select(file => Path.GetDirectoryName(file) ?? "").Distinct()];
        return places.Select(folder => Path.Combine(folder, target)).Concat(places.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
