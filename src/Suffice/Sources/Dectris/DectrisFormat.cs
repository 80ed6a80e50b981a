using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Suffice.Containers.Hdf5;

namespace Suffice.Sources.Dectris;

/// <summary>The files of DECTRIS detectors (ARINA, EIGER2 and others), legacy NXmx.</summary>
/// <remarks>
/// <code>
/// NAME_master.h5          /entry/data/data_000001, data_000002, ...    external links to the parts
///                         /entry/instrument/detector                   settings, NXdetector
///                         /entry/instrument/detector/detectorSpecific  more of them, and pixel_mask (rows, columns)
/// NAME_data_000001.h5     /entry/data/data (images, rows, columns)     attributes image_nr_low, image_nr_high, counted from 1
/// NAME.h5                 /STEM Metadata, attributes                   the scan, by the microscope's software; may be absent
/// </code>
/// The writer makes parts of 1000 images unless told otherwise (DECTRIS FileWriter documentation, nimages_per_file); with 0
/// it stores the images in the master. The newer layout, one dataset with a channel axis, is plain NeXus and not read here.
/// </remarks>
internal static partial class DectrisFormat
{
    public const string Name = "DECTRIS";
    public const string DataGroup = "/entry/data";
    public const string Detector = "/entry/instrument/detector";
    public const string Specific = Detector + "/detectorSpecific";
    public const string MasterSuffix = "_master.h5";

    /// <summary>
    /// The numbered parts of a master by their numbers, in order; empty where the file is none: the links lead to other files,
    /// or the images lie in the master itself beside the detector's own settings.
    /// </summary>
    public static ImmutableArray<(int Number, string Path)> Parts(Hdf5File file)
    {
        (int Number, string Path)[] numbered = [.. file.LinkNames(DataGroup).Where(name => PartName().IsMatch(name))
            .Select(name => (int.Parse(name.AsSpan("data_".Length), CultureInfo.InvariantCulture), $"{DataGroup}/{name}")).Order()];
        if (numbered.Any(part => file.ExternalTarget(part.Path) is not null)) return [.. numbered];
        if (file.Describe(Specific).Kind != Hdf5NodeKind.Group) return [];
        if (numbered.Length > 0) return [.. numbered];
        const string single = DataGroup + "/data";
        return file.Describe(single).Extents.Length == 3 ? [(1, single)] : [];
    }

    [GeneratedRegex(@"^data_\d{6,9}$", RegexOptions.CultureInvariant)]
    private static partial Regex PartName();
}
