using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Gatan;

/// <summary>The image of a DigitalMicrograph file that is its data, the largest one.</summary>
/// <param name="Offset">Byte at which its samples begin.</param>
/// <param name="Dimensions">Extents, fastest first, those of 1 at the end left out.</param>
/// <param name="IsPositionFastest">Whether all positions of one detector pixel follow each other, instead of all pixels of one position.</param>
/// <param name="IsSpectra">Whether there is a spectrum at each position, and no pattern.</param>
internal sealed record DmImage(string Path, long Offset, ElementType Element, ImmutableArray<int> Dimensions, bool IsPositionFastest, bool IsSpectra)
{
    private const int MostDimensions = 4;

    /// <summary>Looks for it among the images of a file.</summary>
    /// <exception cref="CubeFileException">There is none that can be read.</exception>
    public static DmImage Find(DmTags tags, string file)
    {
        string? largest = null;
        long largestBytes = 0;
        foreach ((string path, DmTag tag) in tags.All)
        {
            if (!path.StartsWith("ImageList.", StringComparison.Ordinal) || !path.EndsWith(".ImageData.Data", StringComparison.Ordinal) || tag.Bytes <= largestBytes) continue;
            string candidate = path[..^".ImageData.Data".Length];
            if (DmFormat.ElementOf((long)(tags.Number(candidate + ".ImageData.DataType") ?? -1)) is null) continue;
            (largest, largestBytes) = (candidate, tag.Bytes);
        }
        if (largest is null) throw new CubeFileException(file, "holds no image of integers or real numbers: complex and colour images are not read here");
        return Read(tags, largest, file);
    }

    private static DmImage Read(DmTags tags, string path, string file)
    {
        string data = path + ".ImageData.", meta = path + ".ImageTags.Meta Data.";
        (long offset, long bytes) = tags.Place(data + "Data")!.Value;
        ElementType element = DmFormat.ElementOf((long)tags.Number(data + "DataType")!.Value)!.Value;
        List<int> extents = [];
        while (extents.Count <= MostDimensions && tags.Number($"{data}Dimensions.{extents.Count}") is double extent)
            extents.Add(extent is >= 1 and <= int.MaxValue ? (int)extent : throw new CubeFileException(file, $"has an image with a side of {extent} pixels: the file is damaged"));
        while (extents.Count > 2 && extents[^1] == 1) extents.RemoveAt(extents.Count - 1);
        if (extents.Count is < 2 or > MostDimensions) throw new CubeFileException(file, $"its largest image has {extents.Count} dimensions; 2 to 4 are read here");
        Int128 needed = extents.Aggregate((Int128)element.Bytes(), (product, extent) => checked(product * extent));
        if (needed > bytes)
            throw new CubeFileException(file, $"says that its image is {string.Join(" x ", extents)} {element.Name()}, {needed:N0} bytes, but has {bytes:N0}: the file is damaged");
        bool isSpectra = extents.Count == 3 && tags.Text(meta + "Format") is string format && format.StartsWith("Spectrum", StringComparison.OrdinalIgnoreCase);
        bool isSwapped = tags.Number(meta + "Data Order Swapped") == 1;
        bool isPositionFastest = !isSwapped && (isSpectra || extents.Count == MostDimensions);
        return new(path, offset, element, [.. extents], isPositionFastest, isSpectra);
    }

    /// <summary>Numbers of the dimensions that are the scan's rows, its columns, the detector's rows and its columns; -1 where there is none.</summary>
    public (int ScanY, int ScanX, int DetectorY, int DetectorX) Roles => (Dimensions.Length, IsSpectra, IsPositionFastest) switch
    {
        (2, _, _) => (-1, -1, 1, 0),
        (3, true, true) => (1, 0, -1, 2),
        (3, true, false) => (2, 1, -1, 0),
        (3, false, _) => (2, -1, 1, 0),
        (_, _, true) => (1, 0, 3, 2),
        _ => (3, 2, 1, 0),
    };
}
