using System.Collections.Immutable;
using System.Diagnostics;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>
/// Finds the smallest record that is good for what was asked: explores on a sample of positions, holds the choice against draws and positions
/// that it has not seen, writes the record in one pass over all data, and climbs a rung where that pass says otherwise.
/// </summary>
public sealed class Reducer
{
    private readonly OpenedCube _opened;
    private readonly ReductionRequest _request;
    private readonly ViewContext _context;
    private readonly ImmutableArray<Target> _targets;
    private readonly Action<ReductionStep, long, long>? _progress;
    private readonly CancellationToken _cancellation;

    private Reducer(OpenedCube opened, ReductionRequest request, Action<ReductionStep, long, long>? progress, CancellationToken cancellation)
    {
        (_opened, _request, _progress, _cancellation) = (opened, request, progress, cancellation);
        ViewContext measured = ViewContext.Measure(opened.Reader, opened.MaskedPixels, request.Threads, cancellation);
        // As a record keeps it, so that it says the same afterwards.
        _context = measured with { MeanPattern = Array.ConvertAll(measured.MeanPattern.ToArray(), value => (double)(float)value) };
        _targets = TargetPlan.Resolve(request, _context);
    }

    /// <summary>Reduces an opened cube.</summary>
    /// <param name="path">The record; appears when it is complete.</param>
    /// <param name="progress">Is told what is being done, and how much of it: representations, or bytes.</param>
    /// <exception cref="ArgumentException">Something cannot be asked of these data; the message is for the user.</exception>
    /// <exception cref="CubeFileException">The source cannot be read, or the record cannot be written.</exception>
    public static ReductionOutcome Reduce(
        OpenedCube opened, ReductionRequest request, string path, Action<ReductionStep, long, long>? progress = null, CancellationToken cancellation = default) =>
        new Reducer(opened, request, progress, cancellation).Run(path);

    private ReductionOutcome Run(string path)
    {
        Task<ImmutableArray<CertificateFile>> files = Task.Run(() => SourceDigest.Of(_opened.Files, _cancellation), _cancellation);
        Random random = new(_request.Seed);
        (PositionSample first, PositionSample second) = PositionSample.Draw(_opened.Reader, random, _request.Threads, _request.MemoryBytes, _cancellation);
        using (first)
        using (second)
        {
            Exploration exploration = new(
                _context, _targets, _request, first, second, random, (done, all) => _progress?.Invoke(ReductionStep.Trying, done, all), _cancellation);
            while (true)
            {
                exploration.HoldOut();
                using RecordWriter writer = new(path, _request.Overwrite, _opened.Cube, _request.Threads);
                Rung[] chosen = [.. exploration.Rungs.Where(rung => rung.Serves.Count > 0)];
                Confirmation confirmation = new(_opened.Reader, _context, _targets, exploration.DrawOverAll(), _request);
                Stopwatch clock = Stopwatch.StartNew();
                confirmation.Run(chosen, writer, (done, all) => _progress?.Invoke(ReductionStep.Confirming, done, all), _cancellation);
                TimeSpan confirming = clock.Elapsed;
                CertificateError[] errors = [.. _targets.Select((target, t) => ErrorOf(exploration, confirmation, t))];
                if (Array.FindIndex(errors, error => !(error.Ratio <= 1)) is int failed and >= 0)
                {
                    exploration.Climb(chosen.First(rung => rung.Serves.Contains(failed)), failed, FormattableString.Invariant($"over all data the error is {errors[failed].Ratio:0.00} times the tolerance"));
                    continue;
                }
                if (!exploration.Stands(confirmation.DrawnRatios)) continue;
                if (chosen.Any(rung => rung.Representation is PatternRepresentation && rung.Serves.Any(t => _targets[t].Request.Name == "strain")))
                    writer.AddMeanPattern(_context.MeanPattern.Span);
                writer.AddExcluded(_context.Excluded.Span);
                Certificate certificate = new CertificateBuilder(_opened, _request, _context, exploration, confirmation, errors, first)
                    .Build(files.Result, writer.StoredBytes);
                writer.Commit(certificate.ToJson(), _cancellation);
                return new ReductionOutcome(certificate, path, confirming, [.. _targets.Select((_, t) => MapsOf(t, confirmation))]);
            }
        }
    }

    private CertificateError ErrorOf(Exploration exploration, Confirmation confirmation, int t)
    {
        Target target = _targets[t];
        double sigma = exploration.Sigma(t)?.Value ?? double.NaN;
        if (_request.IsQuick)
        {
            SampleAnswer own = exploration.Rungs.First(rung => rung.Serves.Contains(t)).Findings[t].Own!;
            return new CertificateError(new CertificateInterval(own.Error.Value, own.Error.Lower, own.Error.Upper), null, null, own.UpperRatio);
        }
        TargetErrors errors = TargetErrors.Between(target, confirmation.Full[t]!, confirmation.Kept[t]!, checked((int)_context.Cube.Shape.Patterns));
        double rms = target.Kind.AreLabels ? errors.PartChanged : errors.Rms, limit = target.Tolerance.Limit(sigma, TargetSize.Of(target, confirmation.Full[t]!)), found = errors.Of(target.Tolerance.Measure);
        CertificateInterval exact = new(rms, rms, rms);
        return new CertificateError(exact, target.Kind.AreLabels ? null : errors.Percentile99, target.Kind.AreLabels ? null : errors.Maximum, found == 0 ? 0 : found / limit);
    }

    private TargetMapsOfRecord MapsOf(int t, Confirmation confirmation)
    {
        if (confirmation.Full[t] is not { } full) return new TargetMapsOfRecord(_targets[t].Name, [], null);
        ImmutableArray<ViewResult> compared = [.. full.Where(result => _targets[t].Kind.Compared.Contains(result.Name))];
        if (confirmation.Kept[t] is not { } kept) return new TargetMapsOfRecord(_targets[t].Name, compared, null);
        CubeShape shape = _context.Cube.Shape;
        double[] errors = TargetErrors.Between(_targets[t], full, kept, checked((int)shape.Patterns)).Map(checked((int)shape.Patterns));
        return new TargetMapsOfRecord(_targets[t].Name, compared, new ViewResult("error", "error at each position", compared[0].Unit, ViewKinds.ScanAxes(_context.Cube), errors));
    }
}
