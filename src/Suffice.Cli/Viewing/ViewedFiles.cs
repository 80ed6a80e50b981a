using System.Globalization;
using Suffice.Cli.Commands;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Viewer;

namespace Suffice.Cli.Viewing;

/// <summary>Files as the viewer opens them: cubes of any format, and records of <c>suffice reduce</c> as the cube that they give back.</summary>
internal static class ViewedFiles
{
    /// <summary>Probes a file and tells how to open it.</summary>
    /// <exception cref="CubeFileException">The file is damaged, or a record without patterns.</exception>
    public static ViewerFile Of(string path, CubeFileOptions options)
    {
        ProbeCommand.Check(path);
        return options.DatasetPath is null && IsRecord(path) ? OfRecord(path) : new ViewerFile(path, () => CubeFile.Open(path, options));
    }

    /// <summary>A record, as the cube that it gives back, with its certificate's verdict.</summary>
    /// <exception cref="CubeFileException">The file is damaged, or a record without patterns.</exception>
    internal static ViewerFile OfRecord(string path)
    {
        ReducedRecord record = ReducedRecord.Open(path);
        CertificateForm form = record.Certificate.Forms.FirstOrDefault(form => form.Array is not null)
            ?? throw new CubeFileException(path, "this record keeps answers and no patterns to look at; suffice audit reads it");
        return new ViewerFile(path, () => Open(record, form)) { Verdict = Verdict(record.Certificate) };
    }

    private static bool IsRecord(string path) => File.Exists(path) && CubeFile.IsHdf5(path) && ReducedRecord.IsRecord(path);

    private static OpenedCube Open(ReducedRecord record, CertificateForm form) => new(
        $"record of suffice reduce, {form.Name}", form.Array, record.OpenCube(form), "from the certificate", [], [])
    {
        Files = [record.Path],
        MaskedPixels = record.Context.Excluded,
    };

    // The tolerance asked for, and the error found over the whole scan or a sample.
    private static string Verdict(Certificate certificate) => string.Join('\n', certificate.Targets.Select(target => string.Create(
        CultureInfo.InvariantCulture,
        $"Certificate: {target.Request} within {target.Tolerance}: {(target.Error.Ratio <= 1 ? "holds" : "does not hold")}, the error is {100 * target.Error.Ratio:F0} % of what is allowed")));
}
