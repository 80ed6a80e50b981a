using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;
using Suffice.Viewer.Engine;

namespace Suffice.Viewer.Endpoints;

/// <summary><c>/statistics</c>: sparsity, value range, entropies and the bounds that they set, from one pass over all samples.</summary>
internal sealed class StatisticsEndpoint(CubeSessions sessions, int threads, long memoryBytes) : IDisposable
{
    public static readonly string[] Parameters = ["cube"];

    private readonly ConcurrentDictionary<string, CubeStatistics> _known = [];
    private readonly SemaphoreSlim _measuring = new(1, 1);

    public async Task Answer(HttpContext context)
    {
        CubeSession session = sessions.Of(new Query(context.Request, Parameters));
        string tag = ArrayAnswer.Tag(session.Version, "statistics");
        if (ArrayAnswer.IsKnown(context, tag)) return;
        CubeStatistics statistics = await Measure(session, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        context.Response.Headers.ETag = tag;
        await using Utf8JsonWriter json = new(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("samples", statistics.SampleCount);
        json.WriteNumber("sparsity", statistics.Sparsity);
        Number("minimum", statistics.Minimum.Number);
        Number("maximum", statistics.Maximum.Number);
        Number("mean", statistics.Mean);
        Number("standard_deviation", statistics.StandardDeviation);
        if (statistics.ElectronsPerPattern is { } electrons) Number("electrons_per_pattern", electrons.Mean);
        Number("entropy_bits", statistics.EntropyBits);
        Number("entropy_ratio", statistics.EntropyRatio);
        Number("sparsity_bound", statistics.SparsityBound);
        if (statistics.PixelEntropy is { } pixels) Number("pixel_entropy_bits", pixels.BitsPerSample);
        if (statistics.PixelEntropyRatio is { } ratio) Number("pixel_entropy_ratio", ratio);
        json.WriteEndObject();

        void Number(string name, double value)
        {
            // JSON has no infinity.
            if (double.IsFinite(value)) json.WriteNumber(name, value);
            else json.WriteNull(name);
        }
    }

    public void Dispose() => _measuring.Dispose();

    // With a reader of its own: the hand goes on meanwhile. One at a time, whoever asks.
    private async Task<CubeStatistics> Measure(CubeSession session, CancellationToken cancellation)
    {
        await _measuring.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_known.TryGetValue(session.Id, out CubeStatistics? known)) return known;
            return _known[session.Id] = await Task.Run(() =>
            {
                using OpenedCube opened = session.File.Open();
                return CubeSurvey.Measure(opened.Reader, threads, memoryBytes, null, cancellation);
            }, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _measuring.Release();
        }
    }
}
