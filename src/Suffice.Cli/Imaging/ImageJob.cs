using Suffice.Cli.Commands;
using Suffice.Cli.Terminal;
using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Files;

namespace Suffice.Cli.Imaging;

/// <summary>One run of <c>image</c>: opens, measures what is not given, makes all views in one pass and writes them.</summary>
internal sealed record ImageJob(string Path, ViewRequest[] Requests, ViewFiles Output)
{
    public required CubeFileOptions Cube { get; init; }

    /// <summary>Positions to use; null for all.</summary>
    public ScanRegion? Roi { get; init; }

    /// <summary>Positions, within those, whose lattice counts as unstrained; null for all.</summary>
    public ScanRegion? Reference { get; init; }

    public required ImageCalibration Calibration { get; init; }

    /// <summary>An array of pixels to leave out, besides those that the file marks.</summary>
    public string? ExcludePath { get; init; }

    public bool IsNoiseMeasured { get; init; }

    public ulong Seed { get; init; }

    public int Threads { get; init; }

    public long MemoryBytes { get; init; }

    /// <exception cref="ArgumentException">A view cannot be made of this file.</exception>
    /// <exception cref="CubeFileException">The file is damaged, or holds samples that are not a number.</exception>
    public ImageOutcome Run(CancellationToken cancellation)
    {
        Output.Check(Requests);
        using OpenedCube opened = ProbeCommand.Open(Path, Cube);
        using ICubeReader reader = Roi is { } roi ? new ScanCrop(opened.Reader, roi) : opened.Reader;
        CubeShape shape = reader.Cube.Shape;
        if (Reference is { } region && !region.IsWithin(shape)) throw new ArgumentException($"--reference {region} is not all within the {shape.ScanY} x {shape.ScanX} positions");
        ViewContext measured = ViewContext.Measure(reader, MaskFile.Union(opened.MaskedPixels, ExcludePath, shape), Threads, cancellation);
        if (measured.Defects!.Count == shape.PatternSamples)
            throw new CubeFileException(Path, $"none of its {shape.PatternSamples:N0} detector pixels can be used: {ImageText.Defects(measured.Defects)}");
        (ViewContext context, string? origin) = Calibration.Apply(measured with { Seed = Seed, IsReference = Reference is { } part ? at => part.Contains(at / shape.ScanX, at % shape.ScanX) : null }, opened.Metadata);
        PlannedView[] planned = [.. Requests.Select(request => ViewKinds.Of(request).Plan(request, context))];
        ShotNoise? noise = IsNoiseMeasured ? ShotNoise.Plan(Requests, context, Seed) : null;
        Pass(reader, context, planned, noise, cancellation);
        List<(ViewRequest Request, ViewResult Result)> results = [.. planned.SelectMany((view, i) =>
            (noise is null ? view.Results() : noise.AddTo(i, view.Results())).Select(result => (view.Request, result)))];
        return new ImageOutcome(context, origin, results, Output.Write(results));
    }

    private void Pass(ICubeReader reader, ViewContext context, PlannedView[] planned, ShotNoise? noise, CancellationToken cancellation)
    {
        CubeShape shape = reader.Cube.Shape;
        NotANumberCount missing = new(checked((int)shape.PatternSamples), shape.ScanX, context.Excluded);
        bool canMiss = reader.Cube.Element is ElementType.Float32 or ElementType.Float64;
        using ProgressLine progress = new();
        ViewPass.Run(
            reader, [.. planned.SelectMany(view => view.Positions), .. noise?.Positions ?? [], .. canMiss ? [missing] : Array.Empty<PositionView>()],
            [.. planned.SelectMany(view => view.Pixels), .. noise?.Pixels ?? []], Threads, MemoryBytes / 2,
            done => progress.Bytes("reading", done, reader.Cube.Bytes), cancellation);
        if (missing.Count == 0) return;
        (long position, int pixel) = missing.First;
        throw new CubeFileException(Path,
            $"{missing.Count:N0} samples are not a number, the first at position {position / shape.ScanX},{position % shape.ScanX}, pixel {pixel / shape.DetectorX},{pixel % shape.DetectorX}; "
            + "leave such pixels out with --exclude, or such positions with --roi");
    }
}
