using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Sources.Dectris;

/// <summary>
/// The parts of an acquisition from the first one up to the first gap. What lies behind a gap is left out: each of its
/// images would come to stand at another position of the scan than it was recorded at.
/// </summary>
/// <param name="Present">At least one part, with at least one image.</param>
/// <param name="Notes">What is missing: which file, which images.</param>
internal sealed record DectrisParts(ImmutableArray<DectrisPart> Present, int Frames, ImmutableArray<string> Notes)
{
    /// <summary>Finds the parts of a master.</summary>
    /// <param name="planned">Images that the detector was set to take; null where it is not known.</param>
    /// <exception cref="CubeFileException">The first part cannot be read, or a later one has other patterns.</exception>
    public static DectrisParts Find(Hdf5File master, long? planned)
    {
        ImmutableArray<(int Number, string Path)> links = DectrisFormat.Parts(master);
        List<DectrisPart> present = [];
        List<string> notes = [];
        long frames = 0;
        string? gap = null;
        for (int i = 0; i < links.Length && gap is null; i++)
        {
            gap = Add(master, links, i, present, notes);
            frames = present.Sum(part => (long)part.Frames);
            if (gap is not null) notes.Add(Missing(master, links[i..], gap, present, frames, planned));
        }
        if (frames == 0) throw new CubeFileException(master.Path, "its parts hold no image");
        if (frames > int.MaxValue) throw new CubeFileException(master.Path, $"{frames:N0} images are more than are read here");
        if (gap is null && planned is { } all && all != frames)
            notes.Add($"the master says {all:N0} images (ntrigger x nimages), its parts hold {frames:N0}");
        return new([.. present.Where(part => part.Frames > 0)], (int)frames, [.. notes.Distinct()]);
    }

    // Adds the next part, or says why it is a gap. Without a first part there is nothing to keep.
    private static string? Add(
        Hdf5File master, ImmutableArray<(int Number, string Path)> links, int i, List<DectrisPart> present, List<string> notes)
    {
        if (i > 0 && links[i].Number != links[i - 1].Number + 1) return $"the master has no link {LinkName(links[i - 1].Number + 1)}";
        DectrisPart part;
        try
        {
            part = DectrisPart.Find(master, links[i].Path, notes);
        }
        catch (CubeFileException cause) when (i > 0)
        {
            return cause.Path == master.Path ? cause.Problem : $"{Path.GetFileName(cause.Path)}: {cause.Problem}";
        }
        if (i == 0 && links[i].Number != 1) notes.Add($"the first part is {part.Name}: there is no link to an earlier one");
        if (present.Count > 0 && part.Pattern != present[0].Pattern)
            throw new CubeFileException(part.FilePath,
                $"{part.DatasetPath} holds patterns of {part.Pattern}, but {present[0].Name} has {present[0].Pattern}; they are no parts of one acquisition");
        if (present.Count > 0 && Number(part, present[0]) is { } number)
        {
            long before = present.Sum(other => (long)other.Frames);
            if (number > before + 1) return $"{part.Name} begins with image {number:N0}";
            if (number <= before) notes.Add($"{part.Name} says that it begins with image {number:N0}, but {before:N0} lie before it");
        }
        present.Add(part);
        return null;
    }

    private static string Missing(
        Hdf5File master, ImmutableArray<(int Number, string Path)> links, string gap, List<DectrisPart> present, long frames, long? planned)
    {
        DectrisPart? next = links.Select(link => FindOrNull(master, link.Path)).FirstOrDefault(part => part is not null);
        long? last = next is not null ? Number(next, present[0]) - 1 : planned;
        string images = last == frames + 1 ? $"image {last:N0} is missing"
            : last > frames ? $"images {frames + 1:N0} to {last:N0} are missing" : $"the images from {frames + 1:N0} on are missing";
        string left = next is null ? "" : $", and what begins with {next.Name} is left out, whose place in the scan would be uncertain";
        return $"{gap}: {images}, the {frames:N0} before them are kept{left}";
    }

    private static DectrisPart? FindOrNull(Hdf5File master, string link)
    {
        try
        {
            return DectrisPart.Find(master, link, []);
        }
        catch (CubeFileException)
        {
            // Missing as well: the gap goes on.
            return null;
        }
    }

    // Counted from 1 within the acquisition, whatever number the detector began with.
    private static long? Number(DectrisPart part, DectrisPart first) =>
        part.FirstImage is { } image && first.FirstImage is { } start ? image - start + 1 : null;

    private static string LinkName(int number) => $"data_{number:D6}";
}
