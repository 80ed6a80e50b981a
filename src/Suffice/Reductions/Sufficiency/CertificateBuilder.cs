using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>Puts what was found together.</summary>
internal sealed class CertificateBuilder(
    OpenedCube opened, ReductionRequest request, ViewContext context, Exploration exploration, Confirmation confirmation, CertificateError[] errors,
    PositionSample sample)
{
    public Certificate Build(ImmutableArray<CertificateFile> files, long keptBytes)
    {
        Rung whole = exploration.Rungs.First(rung => rung.Representation is WholePatterns);
        long lossless = whole.Serves.Count > 0 && confirmation.Forms.Length == 1 ? keptBytes : (long)whole.EstimatedBytes;
        return new Certificate(
            RecordLayout.Version, $"Suffice {typeof(Reducer).Assembly.GetName().Version?.ToString(3)}", request.Command, DateTime.UtcNow, Source(files),
            new CertificateSampling(sample.Positions, sample.Part, request.Seed, request.IsQuick),
            [.. exploration.Targets.Select(TargetOf)], [.. exploration.Rungs.Select(RungOf)], [.. exploration.Climbs], confirmation.Forms,
            new CertificateBytes(context.Cube.Bytes, lossless, keptBytes));
    }

    private CertificateSource Source(ImmutableArray<CertificateFile> files)
    {
        Cube cube = context.Cube;
        int masked = 0;
        foreach (bool isMasked in context.Excluded.Span) masked += isMasked ? 1 : 0;
        return new CertificateSource(
            files, opened.Format, opened.DatasetPath, opened.ScanOrigin, cube.Element.Name(),
            [cube.Shape.ScanY, cube.Shape.ScanX, cube.Shape.DetectorY, cube.Shape.DetectorX], [.. cube.ScanAxes.Select(AxisOf)], [.. cube.DetectorAxes.Select(AxisOf)],
            context.Geometry is { } beam ? [beam.CentreRow, beam.CentreColumn, beam.RadiusPixels] : [], context.SampledPatterns, masked, opened.Notes,
            opened.Metadata.GroupBy(pair => pair.Key).ToImmutableSortedDictionary(group => group.Key, group => string.Join("; ", group.Select(pair => pair.Value))));
    }

    private CertificateTarget TargetOf(Target target, int t)
    {
        Rung serving = exploration.Rungs.First(rung => rung.Serves.Contains(t));
        IReadOnlyList<ViewResult>? full = confirmation.Full[t];
        double size = full is null ? double.NaN : TargetSize.Of(target, full);
        Interval? sigma = exploration.Sigma(t);
        double limit = full is null && target.Tolerance.Unit == ToleranceUnit.Percent
            ? serving.Findings[t].Own!.Error.Value / serving.Findings[t].Own!.Ratio : target.Tolerance.Limit(sigma?.Value ?? double.NaN, size);
        return new CertificateTarget(
            target.Name, target.Request.Text, target.Tolerance.Text, target.Tolerance.Measure.ToString(), target.Latitude.ToString(), full?.First(result => result.Name == target.Kind.Compared[0]).Unit ?? exploration.UnitOf(t),
            sigma is null ? null : IntervalOf(sigma), size, limit, serving.Representation.Name, errors[t], HeldOutOf(t));
    }

    private CertificateHeldOut? HeldOutOf(int t) => exploration.HeldOut[t] is { } found
        ? new CertificateHeldOut(found.Draws, found.Largest, found.Bound, found.PartWithin) : null;

    private CertificateRung RungOf(Rung rung) => new(
        rung.Representation.Name, rung.Representation.Title, (long)rung.EstimatedBytes, rung.Representation.Recovers, VerdictText.Of(rung.Representation.Asserts),
        [.. rung.Findings.Select((finding, t) => new CertificateFinding(
            exploration.Targets[t].Name, finding.Verdict.ToString(), finding.Own is { } own ? IntervalOf(own.Error) : null, finding.Own?.Ratio, finding.LatitudeBound))],
        [.. rung.Serves.Select(t => exploration.Targets[t].Name)]);

    private static CertificateInterval IntervalOf(Interval interval) => new(interval.Value, interval.Lower, interval.Upper);

    private static CertificateAxis AxisOf(Axis axis) => new(axis.Name, axis.Length, axis.Scale, axis.Offset, axis.Unit);
}
