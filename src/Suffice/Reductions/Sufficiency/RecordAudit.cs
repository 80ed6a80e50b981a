using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>Asks a record, afterwards, for targets that were kept and for others.</summary>
public static class RecordAudit
{
    /// <summary>Finds out what a record can answer, without the data it was made of.</summary>
    public static ImmutableArray<AuditFinding> Alone(ReducedRecord record, ReductionRequest request) => [.. Targets(record, request).Select(target =>
    {
        CertificateTarget? kept = record.Certificate.Targets.FirstOrDefault(known => known.Request == target.Request.Text);
        if (kept is not null)
        {
            // The tolerance may be another than the one it was made for.
            double limit = target.Tolerance.Limit(kept.Sigma?.Value ?? double.NaN, kept.Size);
            double? error = target.Tolerance.Measure switch { ErrorMeasure.Maximum => kept.Error.Maximum, ErrorMeasure.Percentile99 => kept.Error.Percentile99, _ => kept.Error.Rms.Upper };
            double? ratio = error == 0 ? 0 : error / limit;
            AuditVerdict verdict = ratio is null || double.IsNaN(ratio.Value) ? AuditVerdict.Unmeasured : ratio <= 1 ? AuditVerdict.Supported : AuditVerdict.NotWithinTolerance;
            return new AuditFinding(target.Name, target.Request.Text, target.Tolerance.Text, target.Tolerance.Measure, verdict, kept.Form, kept.Unit, kept.Error.Rms.Value,
                kept.Error.Percentile99, kept.Error.Maximum, limit, kept.Sigma is { } s ? new Interval(s.Value, s.Lower, s.Upper) : null, ratio);
        }
        CertificateForm? form = record.FormsFor(target.Request).FirstOrDefault();
        return new AuditFinding(target.Name, target.Request.Text, target.Tolerance.Text, target.Tolerance.Measure, form is null ? AuditVerdict.NotRecoverable : AuditVerdict.Unmeasured,
            form?.Name, "", null, null, null, null, null, null);
    })];

    /// <summary>Holds a record's answers against those of the data, over all positions.</summary>
    /// <exception cref="CubeFileException">These are not the data that the record was made of.</exception>
    public static ImmutableArray<AuditFinding> Against(
        ReducedRecord record, OpenedCube raw, ReductionRequest request, Action<string, long, long>? progress = null, CancellationToken cancellation = default)
    {
        CheckSource(record, raw, cancellation);
        ImmutableArray<Target> targets = Targets(record, request);
        ViewContext context = record.Context with { Cube = raw.Cube };
        if (targets.Any(target => target.Request.Name == "strain") && context.MeanPattern.IsEmpty)
            context = ViewContext.Measure(raw.Reader, raw.MaskedPixels, request.Threads, cancellation) with { Geometry = context.Geometry, Excluded = context.Excluded };
        using PositionSample sample = NoiseSample(raw, request, cancellation);
        ImmutableArray<Target> sampled = [.. targets.Select(target => SampledTarget.Of(target, context))];
        ImmutableArray<Question> questions = [.. sampled.Select((target, i) => new Question(i, target.Request, IsDraw: false))];
        SampleStudy study = new(sample, context, sampled, questions, TargetPlan.AreCounts(raw.Cube) ? (ulong)request.Seed : null, request.Threads, cancellation);
        PlannedView[] views = [.. targets.Select(target => ViewKinds.Of(target.Request).Plan(target.Request, context))];
        ViewPass.Run(raw.Reader, [.. views.SelectMany(view => view.Positions)], [], request.Threads, request.MemoryBytes / 2,
            done => progress?.Invoke("reading the data", done, raw.Cube.Bytes), cancellation);
        IReadOnlyList<ViewResult>[] full = [.. views.Select(view => view.Results())];
        Dictionary<CertificateForm, IReadOnlyList<ViewResult>[]> answers = [];
        foreach (CertificateForm form in record.Certificate.Forms)
        {
            ImmutableArray<ViewRequest> asked = [.. targets.Select(target => target.Request).Where(one => record.FormsFor(one).Contains(form))];
            if (!asked.IsEmpty) answers[form] = record.Answer(form, asked, request.Threads, cancellation);
        }
        return [.. targets.Select((target, t) => Judge(record, target, full[t], SampledTarget.Noise(target, study.Sigmas[t], context), answers, targets))];
    }

    private static AuditFinding Judge(
        ReducedRecord record, Target target, IReadOnlyList<ViewResult> full, Interval? sigma, Dictionary<CertificateForm, IReadOnlyList<ViewResult>[]> answers, ImmutableArray<Target> targets)
    {
        int positions = checked((int)record.Context.Cube.Shape.Patterns);
        string unit = full.First(result => result.Name == target.Kind.Compared[0]).Unit;
        double limit = target.Tolerance.Limit(sigma?.Value ?? double.NaN, TargetSize.Of(target, full));
        (CertificateForm? best, TargetErrors? errors) = (null, null);
        foreach (CertificateForm form in record.FormsFor(target.Request))
        {
            int place = targets.Where(one => record.FormsFor(one.Request).Contains(form)).TakeWhile(one => one != target).Count();
            TargetErrors found = TargetErrors.Between(target, full, answers[form][place], positions);
            if (errors is null || found.Of(target.Tolerance.Measure) < errors.Of(target.Tolerance.Measure)) (best, errors) = (form, found);
        }
        if (errors is null) return new AuditFinding(target.Name, target.Request.Text, target.Tolerance.Text, target.Tolerance.Measure, AuditVerdict.NotRecoverable, null, unit, null, null, null, limit, sigma, null);
        double error = errors.Of(target.Tolerance.Measure), ratio = error == 0 ? 0 : error / limit;
        return new AuditFinding(target.Name, target.Request.Text, target.Tolerance.Text, target.Tolerance.Measure, ratio <= 1 ? AuditVerdict.Supported : AuditVerdict.NotWithinTolerance,
            best!.Name, unit, target.Kind.AreLabels ? errors.PartChanged : errors.Rms, target.Kind.AreLabels ? null : errors.Percentile99,
            target.Kind.AreLabels ? null : errors.Maximum, limit, sigma, ratio);
    }

    // A target that was kept under that name is meant with the parameters and the tolerance that it was kept with.
    private static ImmutableArray<Target> Targets(ReducedRecord record, ReductionRequest request)
    {
        if (!request.Targets.IsEmpty)
            request = request with
            {
                Targets = [.. request.Targets.Select(asked => record.Certificate.Targets.FirstOrDefault(kept => kept.Name == asked.Request.Text || kept.Request == asked.Request.Text) is { } kept
                    ? (ViewRequest.Parse(kept.Request), asked.Tolerance ?? Tolerance.Parse(kept.Tolerance), asked.Latitude) : asked)],
            };
        else
            request = request with { Targets = [.. record.Certificate.Targets.Select(kept => (ViewRequest.Parse(kept.Request), (Tolerance?)Tolerance.Parse(kept.Tolerance), (Latitude?)null))] };
        return TargetPlan.Resolve(request, record.Context);
    }

    private static PositionSample NoiseSample(OpenedCube raw, ReductionRequest request, CancellationToken cancellation)
    {
        (PositionSample first, PositionSample second) = PositionSample.Draw(raw.Reader, new Random(request.Seed), request.Threads, request.MemoryBytes, cancellation);
        if (!ReferenceEquals(first, second)) second.Dispose();
        return first;
    }

    private static void CheckSource(ReducedRecord record, OpenedCube raw, CancellationToken cancellation)
    {
        CubeShape shape = raw.Cube.Shape;
        int[] extents = [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX];
        bool isSame = record.Certificate.Source.Shape.SequenceEqual(extents)
            && SourceDigest.Of(raw.Files, cancellation).Select(file => file.Sha256).SequenceEqual(record.Certificate.Source.Files.Select(file => file.Sha256));
        if (!isSame) throw new CubeFileException(raw.Files[0], $"is not what the record was made of ({record.Certificate.Source.Files[0].Name}): its SHA-256 is another; give that file");
    }
}
