using System.Collections.Concurrent;
using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources;

namespace Suffice.Packing;

/// <summary>
/// Reads a source ahead of who packs it, on a thread of its own: slab after slab of the cube, and between them the other bytes of
/// its files. Files that hold the patterns as they are go by once; any other is read through its reader and, besides, whole.
/// </summary>
internal sealed class SourceFeed : IDisposable
{
    private const int SlabsAhead = 2, ItemsAhead = 16, MostNotes = 4;

    private readonly OpenedCube _opened;
    private readonly ImmutableArray<OriginalFile> _originals;
    private readonly ImmutableArray<CubeRegion> _slabs;
    private readonly int _threads;
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<FeedItem> _items = new(ItemsAhead);
    private readonly BlockingCollection<SampleBuffer> _free = [];
    private readonly Thread _reader;
    private readonly List<string> _damage = [];
    private int _damagedFrames;
    private Exception? _failure;

    /// <param name="slabs">Parts of the cube in the order of its scan, each of positions that follow one another.</param>
    /// <param name="buffers">How many slabs may be in memory, 1 or 2.</param>
    public SourceFeed(
        OpenedCube opened, ImmutableArray<OriginalFile> originals, ImmutableArray<CubeRegion> slabs, int buffers, int threads, CancellationToken cancellation)
    {
        (_opened, _originals, _slabs, _threads) = (opened, originals, slabs, threads);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        long slabBytes = slabs.Max(slab => slab.Extent.Patterns) * opened.Cube.PatternBytes;
        for (int i = 0; i < Math.Min(Math.Min(buffers, SlabsAhead), slabs.Length); i++) _free.Add(new SampleBuffer(slabBytes), CancellationToken.None);
        _reader = new Thread(Run) { IsBackground = true, Name = "source" };
        _reader.Start();
    }

    /// <summary>Frames whose headers are not what they should be, after the last item.</summary>
    public IReadOnlyList<string> Damage =>
        _damagedFrames > _damage.Count ? [.. _damage, $"{_damagedFrames - _damage.Count:N0} more frames have damaged headers"] : _damage;

    /// <summary>All pieces, in order.</summary>
    public IEnumerable<FeedItem> Items(CancellationToken cancellation)
    {
        foreach (FeedItem item in _items.GetConsumingEnumerable(cancellation)) yield return item;
        if (_failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
    }

    /// <summary>Gives a slab's buffer back.</summary>
    public void Release(SampleBuffer samples) => _free.Add(samples);

    public void Dispose()
    {
        _stop.Cancel();
        _reader.Join();
        foreach (FeedItem item in _items) item.Samples?.Dispose();
        foreach (SampleBuffer buffer in _free) buffer.Dispose();
        _items.Dispose();
        _free.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            long found = _originals.Sum(file => file.Runs.Sum(run => run.Patterns));
            if (found > 0 && _opened.Reader is IPatternFiles files && found == files.Runs.Sum(run => run.Patterns)) ReadFiles();
            else ReadThroughReader();
        }
        catch (Exception e)
        {
            _failure = e;
        }
        finally
        {
            _items.CompleteAdding();
        }
    }

    // Digests of files that are not kept do not hold up the samples.
    private void ReadThroughReader()
    {
        Task digests = Task.Factory.StartNew(() => ReadWhole(_originals.Where(file => !file.IsKept)), TaskCreationOptions.LongRunning);
        try
        {
            foreach (CubeRegion slab in _slabs)
            {
                SampleBuffer samples = _free.Take(_stop.Token);
                _opened.Reader.Read(slab, samples.Span(0, BytesOf(slab)), _threads);
                _items.Add(new FeedItem(slab, samples, null), _stop.Token);
            }
            ReadWhole(_originals.Where(file => file.IsKept));
        }
        catch
        {
            _stop.Cancel();
            throw;
        }
        finally
        {
            // Its own failure counts where the samples have none.
            if (!_stop.IsCancellationRequested) digests.GetAwaiter().GetResult();
            else ((IAsyncResult)digests).AsyncWaitHandle.WaitOne();
        }
    }

    private void ReadWhole(IEnumerable<OriginalFile> files)
    {
        foreach (OriginalFile file in files)
        {
            using FileCursor cursor = new(file, _originals.IndexOf(file), Emit);
            const long step = 64 << 20;
            (long samples, long bytes) = file.PositionFastest ?? (file.Bytes, 0);
            for (long at = 0; at < file.Bytes && !_stop.IsCancellationRequested;)
            {
                at = Math.Min(at + step, file.Bytes);
                cursor.SkipTo(Math.Min(at, samples));
                cursor.PassTo(Math.Min(at, samples + bytes));
                cursor.SkipTo(at);
            }
            _stop.Token.ThrowIfCancellationRequested();
            file.Sha256 = cursor.Finish();
        }
    }

    private void ReadFiles()
    {
        FileCursor[] cursors = [.. _originals.Select((file, number) => new FileCursor(file, number, Emit))];
        try
        {
            Queue<(FileCursor Cursor, PatternRun Run)> runs = new(
                _originals.SelectMany((file, i) => file.Runs.Select(run => (cursors[i], run))).OrderBy(pair => pair.run.FirstPattern));
            foreach (CubeRegion slab in _slabs)
            {
                SampleBuffer samples = _free.Take(_stop.Token);
                ReadSlab(slab, samples.Span(0, BytesOf(slab)), runs);
                _items.Add(new FeedItem(slab, samples, null), _stop.Token);
            }
            for (int i = 0; i < cursors.Length; i++)
                if (_originals[i].Sha256.Length == 0) _originals[i].Sha256 = cursors[i].Finish();
        }
        finally
        {
            foreach (FileCursor cursor in cursors) cursor.Dispose();
        }
    }

    private void ReadSlab(CubeRegion slab, Span<byte> samples, Queue<(FileCursor Cursor, PatternRun Run)> runs)
    {
        Cube cube = _opened.Cube;
        int patternBytes = checked((int)cube.PatternBytes);
        long next = (long)slab.ScanY * cube.Shape.ScanX + slab.ScanX;
        for (Span<byte> left = samples; left.Length > 0;)
        {
            bool hasMore = runs.TryPeek(out (FileCursor Cursor, PatternRun Run) head);
            long missing = Math.Min(left.Length / patternBytes, hasMore ? head.Run.FirstPattern - next : long.MaxValue);
            if (missing > 0)
            {
                left[..(int)(missing * patternBytes)].Clear();
                left = left[(int)(missing * patternBytes)..];
                next += missing;
                continue;
            }
            (FileCursor cursor, PatternRun run) = head;
            long done = next - run.FirstPattern, frameBytes = run.HeaderBytes + cube.PatternBytes;
            int patterns = (int)Math.Min(left.Length / patternBytes, run.Patterns - done);
            cursor.SkipTo(run.Offset + done * frameBytes);
            cursor.ReadPatterns(run.HeaderBytes, cube, left[..(patterns * patternBytes)],
                (offset, header) => Check(run.Path, (offset - run.Offset) / frameBytes, offset, header));
            left = left[(patterns * patternBytes)..];
            next += patterns;
            if (done + patterns < run.Patterns) continue;
            runs.Dequeue();
            if (--cursor.RunsLeft == 0) cursor.Original.Sha256 = cursor.Finish();
        }
    }

    // All bytes are kept whatever a header says; what it should have said is for the user to know.
    private void Check(string path, long frame, long offset, ReadOnlySpan<byte> header)
    {
        try
        {
            ((IPatternFiles)_opened.Reader).CheckHeader(path, frame, offset, header);
        }
        catch (CubeFileException e)
        {
            if (_damagedFrames++ < MostNotes) _damage.Add(e.Problem);
        }
    }

    private int BytesOf(CubeRegion slab) => checked((int)(slab.Extent.Patterns * _opened.Cube.PatternBytes));

    private void Emit(RestBlock block) => _items.Add(new FeedItem(default, null, block), _stop.Token);
}
