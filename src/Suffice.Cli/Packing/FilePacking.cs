using Suffice.Cli.Commands;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Cli.Packing;

/// <summary>Packs one file, resumes, and deletes the source where that was asked for and nothing is in doubt.</summary>
internal static class FilePacking
{
    /// <summary>Packs; a failure of the file or the target is thrown.</summary>
    public static PackOutcome Pack(string source, string target, PackRequest request, CancellationToken cancellation)
    {
        using OpenedCube opened = ProbeCommand.Open(source, request.Cube);
        PackOptions options = request.Options;
        if (request.Resumes && File.Exists(target))
        {
            string? reason = WhyAgain(source, target, opened, options, cancellation);
            if (reason is null) return new PackOutcome(source, target, null, null, IsSkipped: true);
            if (!options.Overwrite) throw new CubeFileException(target, $"is not kept as the packed file of this source: {reason}; give --overwrite to pack it again");
        }
        PackReport report;
        using (ProgressLine progress = new())
            report = Packer.Pack(source, opened, target, options, (done, all) => progress.Bytes("packing", done, all), cancellation);
        foreach (string note in report.Notes) Console.Error.WriteLine($"note: {Path.GetFileName(source)}: {note}");
        if (!request.DeletesSource) return new PackOutcome(source, target, report, null);
        opened.Dispose();
        string? doubt = Doubt(report, target, options, cancellation);
        if (doubt is null)
            foreach ((string path, _, _) in report.Originals) File.Delete(path);
        return new PackOutcome(source, target, report, doubt is null ? null : $"packed, but the source is kept: {doubt}", IsDeleted: doubt is null);
    }

    private static string? WhyAgain(string source, string target, OpenedCube opened, PackOptions options, CancellationToken cancellation)
    {
        try
        {
            ProbeCommand.Check(target);
            if (PackVerifier.Difference(target, source, opened, cancellation) is { } difference) return difference;
            VerifyReport verified = PackVerifier.Verify(target, isFull: false, options.Threads, options.MemoryBytes, null, cancellation);
            return verified.IsGood ? null : verified.Problems[0];
        }
        catch (CubeFileException e)
        {
            return e.Problem;
        }
    }

    // The packed file is opened anew and must give back the very bytes; then the source must still be what was packed.
    private static string? Doubt(PackReport report, string target, PackOptions options, CancellationToken cancellation)
    {
        if (!report.IsKept) return "it is HDF5, of which the packed file keeps the tree and not the bytes; compare and delete it yourself";
        if (report.IsDoubtful) return "it is damaged; see the notes";
        ProbeCommand.Check(target);
        VerifyReport verified = PackVerifier.Verify(target, isFull: true, options.Threads, options.MemoryBytes, null, cancellation);
        if (!verified.IsGood) return verified.Problems[0];
        using OpenedCube again = CubeFile.Open(report.Originals[0].Path);
        return PackVerifier.Difference(target, report.Originals[0].Path, again, cancellation);
    }
}
