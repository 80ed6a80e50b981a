namespace Suffice.Sources.Empad;

/// <summary>The .raw of EMPAD detectors of the first generation, and the .xml beside it.</summary>
/// <remarks>
/// <code>
/// .raw = frame, frame, ...      frame = 130 rows of 128 float32, little-endian; rows 128 and 129 are no picture
/// .xml = &lt;root&gt; timestamp@isoformat, raw_file@filename,
///        pix_x, pix_y                                       (software 0.51)
///        scan_parameters@mode="search" and "acquire": scan_resolution_x, scan_resolution_y    (search is what was last looked at)
///        scan_parameters: series_count                      (a stack)
///        iom_measurements: calibrated_pixelsize m, calibrated_diffraction_angle, optics.get_full_scan_field_of_view [m, m]   (0.51)
///        iom_measurements: full_scan_field_of_view: x, y m, scale_factor; nominal_camera_length m; high_voltage V           (1.2)
/// </code>
/// Neither block of scan_parameters is always right, and the file's name, scan_x256_y256.raw, says what was recorded: it comes
/// first, and whatever is believed must fit the number of frames. Sources: rosettasciio, LiberTEM.
/// </remarks>
internal static class EmpadFormat
{
    public const string Name = "EMPAD .raw";

    public const int Rows = 128, Columns = 128, FooterRows = 2;

    public const int FrameBytes = (Rows + FooterRows) * Columns * sizeof(float);

    public const int FooterBytes = FooterRows * Columns * sizeof(float);

    /// <summary>The files that the camera's software wrote have some 4 kB.</summary>
    public const int MaxXmlBytes = 1 << 20;
}
