using System.Globalization;
using Suffice.Containers.Hdf5;

namespace Suffice.Sources.Dectris;

/// <summary>What a master says of the detector and the beam.</summary>
internal static class DectrisMetadata
{
    private const string Beam = "/entry/instrument/beam/";

    private static readonly string[] Paths =
    [
        Specific("data_collection_date"), Detector("description"), Detector("detector_number"), Specific("software_version"),
        Specific("eiger_fw_version"), Specific("photon_energy"), Beam + "incident_energy", Beam + "incident_wavelength",
        Detector("threshold_energy"), Detector("detector_distance"), Detector("x_pixel_size"), Detector("y_pixel_size"),
        Detector("beam_center_x"), Detector("beam_center_y"), Specific("ntrigger"), Specific("nimages"), Specific("trigger_mode"),
        Detector("count_time"), Detector("frame_time"), Detector("bit_depth_image"), Detector("bit_depth_readout"),
        Detector("saturation_value"), Specific("compression"), Specific("roi_mode"), Detector("sensor_material"),
        Detector("sensor_thickness"), Detector("countrate_correction_applied"), Detector("flatfield_correction_applied"),
        Detector("pixel_mask_applied"), Detector("virtual_pixel_correction_applied"),
    ];

    /// <summary>The settings that are there, by their names in the file, with units.</summary>
    public static IEnumerable<(string Key, string Value)> Read(Hdf5File master)
    {
        foreach (string path in Paths)
        {
            string? value = Hdf5Attributes.DatasetNumbers(master, path) is [double number]
                ? number.ToString(CultureInfo.InvariantCulture) : Hdf5Attributes.DatasetText(master, path);
            if (string.IsNullOrEmpty(value)) continue;
            string unit = Hdf5Attributes.Text(master, path, "units") ?? "";
            yield return (path[(path.LastIndexOf('/') + 1)..], unit.Length > 0 ? $"{value} {unit}" : value);
        }
    }

    /// <summary>A count of images or triggers; null where the master has none that makes sense.</summary>
    public static long? Count(Hdf5File master, string name) =>
        Hdf5Attributes.DatasetNumbers(master, Specific(name)) is [>= 1 and <= int.MaxValue and double count] ? (long)count : null;

    private static string Detector(string name) => $"{DectrisFormat.Detector}/{name}";

    private static string Specific(string name) => $"{DectrisFormat.Specific}/{name}";
}
