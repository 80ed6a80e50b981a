using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Views;
using Suffice.Views.Interactive;

namespace Suffice.Viewer.Engine;

/// <summary>One open file: its images and patterns, from whatever makes them fastest.</summary>
internal sealed class CubeSession : IDisposable
{
    // Of the memory for a file: patterns or events, and the preview. The rest is for slabs, decoders and results.
    private const double PatternsPart = 0.55, BinsPart = 0.15;
    private const int MostJobs = 64;

    private readonly ScanPass _pass;
    private readonly OpenedCube _frames;
    private readonly SemaphoreSlim _reading = new(1, 1), _computing = new(1, 1);
    private readonly Dictionary<string, ImageJob> _jobs = [];
    private readonly Lock _gate = new();
    private readonly int _threads;
    private readonly long _memoryBytes;
    private ResidentBuild? _build;

    public CubeSession(string id, ViewerFile file, int threads, long memoryBytes)
    {
        (Id, File, _threads, _memoryBytes) = (id, file, threads, memoryBytes);
        _frames = file.Open();
        Faults = new FaultList(Cube.Shape);
        _pass = new ScanPass(file.Open(), Faults, threads, memoryBytes);
        Context = new Lazy<ViewContext>(MeasureContext);
        FileInfo info = new(file.Path);
        Version = $"{info.Length:x}-{info.LastWriteTimeUtc.Ticks:x}";
    }

    /// <summary>Name within the HTTP API.</summary>
    public string Id { get; }

    public ViewerFile File { get; }

    /// <summary>Tells the file from what may stand under its name at another time.</summary>
    public string Version { get; }

    public OpenedCube Opened => _frames;

    public Cube Cube => _frames.Cube;

    public FaultList Faults { get; }

    /// <summary>Calibration, masked pixels, and the disc of the undiffracted beam as measured.</summary>
    public Lazy<ViewContext> Context { get; }

    /// <summary>What has been brought into memory; null before the first image was asked for.</summary>
    public ResidentBuild? Build => _build;

    /// <summary>Begins to bring the cube into memory.</summary>
    public ResidentBuild Start()
    {
        lock (_gate)
        {
            if (_build is not null && !IsOutgrown(_build)) return _build;
            _build = Plan(isRetry: _build is not null);
            _pass.Join(_build);
            return _build;
        }
    }

    /// <summary>An image.</summary>
    /// <param name="key">Tells the detector from others, for sharing the work on it.</param>
    /// <param name="after">For an exact image that takes long: answer when more than this part is there.</param>
    public async Task<ImageAnswer> Image(string key, VirtualDetector detector, ImageQuality quality, double after, CancellationToken cancellation)
    {
        ResidentBuild build = Start();
        if (quality == ImageQuality.Fast && build.Bins is not { IsComplete: true } && build.Coverage.Part < CoarsePart
            && await Coarse(detector, cancellation).ConfigureAwait(false) is { } coarse) return coarse;
        if (quality == ImageQuality.Preview || (quality == ImageQuality.Fast && build.IsPreviewFaster))
        {
            if (build.Bins is { } bins && detector.Response != ImageResponse.Maximum) return await FromBins(build, bins, detector, cancellation).ConfigureAwait(false);
        }
        if (build.HasPatterns)
        {
            await build.AwaitPatterns(quality == ImageQuality.Fast ? CoarsePart : Math.Max(after, CoarsePart), cancellation).ConfigureAwait(false);
            double part = build.Coverage.Part;
            double[][]? planes = await Compute(() => build.HasPatterns ? build.Patterns!.Image(detector, _threads, cancellation) : null, cancellation).ConfigureAwait(false);
            if (planes is not null) return new ImageAnswer(WithoutFaults(planes), part, false);
        }
        (double[][] made, double seen) = await Job(key, detector).Await(quality == ImageQuality.Fast ? CoarsePart : Math.Max(after, CoarsePart), cancellation).ConfigureAwait(false);
        return new ImageAnswer(WithoutFaults(made), seen, false);
    }

    /// <summary>The sum of the patterns of a region; null where one of them cannot be read.</summary>
    public async Task<double[]?> PatternSum(CubeRegion region, CancellationToken cancellation)
    {
        double[] sum = new double[Cube.Shape.PatternSamples];
        if (_build is { HasPatterns: true } build && Positions(region).All(build.Patterns!.Has))
        {
            bool isDone = await Compute(() =>
            {
                if (!build.HasPatterns) return (object?)null;
                foreach (int position in Positions(region)) build.Patterns!.AddTo(sum, position);
                return sum;
            }, cancellation).ConfigureAwait(false) is not null;
            if (isDone) return Positions(region).Any(Faults.IsMissing) ? null : sum;
        }
        await _reading.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => ReadSum(region, sum, cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Runs something that reads the file with the reader for single patterns.</summary>
    public async Task<T> WithReader<T>(Func<OpenedCube, T> read, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => read(_frames), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _pass.Dispose();
        _reading.Wait();
        _computing.Wait();
        _frames.Dispose();
        _build?.Patterns?.Dispose();
        _reading.Dispose();
        _computing.Dispose();
    }

    // A first image of at least 32 rows: those of the slabs that are read first lie evenly over the scan.
    private double CoarsePart => Math.Min(0.999, 31.5 / Cube.Shape.ScanY);

    // What can be had at once of a scan that nobody has gone over: positions spread evenly over it.
    private async Task<ImageAnswer?> Coarse(VirtualDetector detector, CancellationToken cancellation)
    {
        if (CoarseImage.StepsFor(Cube.Shape) is not { } steps) return null;
        try
        {
            double[][]? planes = await WithReader(opened => CoarseImage.Make(opened.Reader, detector, steps, _threads, cancellation), cancellation).ConfigureAwait(false);
            return planes is null ? null : new ImageAnswer(WithoutFaults(planes), 1.0 / (steps.Rows * steps.Columns), IsPreview: true);
        }
        catch (CubeFileException)
        {
            // The pass says which part is damaged, and goes on.
            return null;
        }
    }

    private IEnumerable<int> Positions(CubeRegion region)
    {
        for (int y = region.ScanY; y < region.ScanY + region.Extent.ScanY; y++)
            for (int x = region.ScanX; x < region.ScanX + region.Extent.ScanX; x++) yield return y * Cube.Shape.ScanX + x;
    }

    private double[]? ReadSum(CubeRegion region, double[] sum, CancellationToken cancellation)
    {
        long positions = Math.Clamp(_memoryBytes / 32 / Cube.PatternBytes, 1, 4096);
        int columns = (int)Math.Min(positions, region.Extent.ScanX), rows = (int)Math.Clamp(positions / columns, 1, region.Extent.ScanY);
        using SampleBuffer samples = new((long)rows * columns * Cube.PatternBytes);
        for (int y = 0; y < region.Extent.ScanY; y += rows)
            for (int x = 0; x < region.Extent.ScanX; x += columns)
            {
                cancellation.ThrowIfCancellationRequested();
                CubeShape extent = Cube.Shape with { ScanY = Math.Min(rows, region.Extent.ScanY - y), ScanX = Math.Min(columns, region.Extent.ScanX - x) };
                CubeRegion part = new(region.ScanY + y, region.ScanX + x, 0, 0, extent);
                Span<byte> bytes = samples.Span(0, (int)(extent.Patterns * Cube.PatternBytes));
                Faults.Read(_frames.Reader, part, bytes, _threads);
                if (Positions(part).Any(Faults.IsMissing)) return null;
                for (int i = 0; i < extent.Patterns; i++) Views.Interactive.PatternSum.Add(Cube.Element, bytes.Slice(i * (int)Cube.PatternBytes, (int)Cube.PatternBytes), sum);
            }
        return sum;
    }

    // One computation at a time, each with all threads, in the order in which they were asked for: nobody waits for more than all others.
    private async Task<T> Compute<T>(Func<T> compute, CancellationToken cancellation)
    {
        await _computing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(compute, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _computing.Release();
        }
    }

    private async Task<ImageAnswer> FromBins(ResidentBuild build, DetectorBins bins, VirtualDetector detector, CancellationToken cancellation)
    {
        if (!bins.IsComplete) await build.Coverage.Await(CoarsePart, cancellation).ConfigureAwait(false);
        double part = bins.IsComplete ? 1 : build.Coverage.Part;
        double[][] planes = await Compute(() => bins.Image(detector, _threads, cancellation), cancellation).ConfigureAwait(false);
        return new ImageAnswer(WithoutFaults(planes), part, IsPreview: detector.IsCentreOfMass || !bins.IsExactFor(detector.Mask));
    }

    private double[][] WithoutFaults(double[][] planes)
    {
        foreach (double[] plane in planes)
            for (int i = 0; i < plane.Length; i++)
                if (Faults.IsMissing(i)) plane[i] = double.NaN;
        return planes;
    }

    private ImageJob Job(string key, VirtualDetector detector)
    {
        lock (_gate)
        {
            if (_jobs.TryGetValue(key, out ImageJob? job) && !job.IsDead) return job;
            foreach (string dead in _jobs.Where(pair => pair.Value.IsDead).Select(pair => pair.Key).ToArray()) _jobs.Remove(dead);
            if (_jobs.Count >= MostJobs) _jobs.Remove(_jobs.First(pair => pair.Value.Coverage.IsFinished || _jobs.Count > 2 * MostJobs).Key);
            _jobs[key] = job = new ImageJob(detector, Cube.Shape);
            _pass.Join(job);
            return job;
        }
    }

    private static bool IsOutgrown(ResidentBuild build) => build is { Patterns.Fits: false, Bins: null };

    // Events where samples are counts, all samples where these take less, the preview where neither may fit.
    private ResidentBuild Plan(bool isRetry)
    {
        long patternsBytes = (long)(PatternsPart * _memoryBytes);
        bool fitsDense = Cube.Bytes <= patternsBytes;
        if (fitsDense && (isRetry || !ElectronEvents.CanHold(Cube))) return new ResidentBuild(Cube, new DensePatterns(Cube), null, _computing);
        DetectorBins? bins = fitsDense ? null : ReadPreview() ?? new DetectorBins(Cube.Shape, DetectorBins.BinPixelsFor(Cube.Shape, (long)(BinsPart * _memoryBytes)));
        IResidentPatterns? events = ElectronEvents.CanHold(Cube) ? new ElectronEvents(Cube.Shape, Math.Min(patternsBytes, Cube.Bytes)) : null;
        return new ResidentBuild(Cube, events, bins, _computing);
    }

    private DetectorBins? ReadPreview()
    {
        try
        {
            return _frames.Reader is Hdf5CubeReader ? StoredPreview.Read(File.Path, Cube.Shape, _threads) : null;
        }
        catch (CubeFileException)
        {
            // It is made again in the first pass.
            return null;
        }
    }

    // As the command line measures it, so that both give the same image.
    private ViewContext MeasureContext()
    {
        _reading.Wait();
        try
        {
            return ViewContext.Measure(new TolerantReader(_frames.Reader, Faults), _frames.MaskedPixels, _threads);
        }
        finally
        {
            _reading.Release();
        }
    }
}
