using Suffice.Cubes;
using Suffice.Sources.Events;

namespace Suffice.Sources.Timepix3;

/// <summary>The hits of a recording by position: which blocks of words hold which scan rows is known, the words stay in the file.</summary>
internal sealed class TimepixEvents : IScanEvents
{
    private readonly SourceFile _file;
    private readonly TimepixStream _stream;
    private readonly TimepixSurvey _survey;
    private readonly ScanClock _clock;
    private readonly ScanSize _scan;
    private readonly (int First, int Last)[] _blocksOfRow;

    public TimepixEvents(SourceFile file, TimepixStream stream, TimepixSurvey survey, ScanClock clock, ScanSize scan)
    {
        (_file, _stream, _survey, _clock, _scan) = (file, stream, survey, clock, scan);
        _blocksOfRow = new (int, int)[scan.Rows];
        Array.Fill(_blocksOfRow, (int.MaxValue, -1));
        Counter counter = new() { Clock = clock, Columns = scan.Columns, Rows = _blocksOfRow, Counts = new int[scan.Positions] };
        for (int block = 0; block < stream.Blocks; block++)
        {
            counter.Block = block;
            stream.Read(block, survey.States[block], ref counter);
        }
        (Dropped, MostHits) = (counter.Dropped, counter.Counts.Max());
    }

    public string Path => _file.Path;

    /// <summary>Hits at no position.</summary>
    public long Dropped { get; }

    /// <summary>The most hits at one position.</summary>
    public int MostHits { get; }

    public void Read(long firstPosition, long positions, EventSink sink)
    {
        int firstRow = (int)(firstPosition / _scan.Columns), lastRow = (int)((firstPosition + positions - 1) / _scan.Columns);
        (int first, int last) = (int.MaxValue, -1);
        for (int row = firstRow; row <= lastRow; row++) (first, last) = (Math.Min(first, _blocksOfRow[row].First), Math.Max(last, _blocksOfRow[row].Last));
        Picker picker = new()
        {
            Clock = _clock,
            First = firstPosition,
            End = firstPosition + positions,
            Width = _survey.Chips * TimepixFormat.ChipPixels,
            Sink = sink,
            Positions = new int[Picker.Capacity],
            Pixels = new int[Picker.Capacity],
        };
        for (int block = first; block <= last; block++) _stream.Read(block, _survey.States[block], ref picker);
        picker.Flush();
    }

    public void Dispose() => _file.Dispose();

    private struct Counter : ITimepixSink
    {
        public ScanClock Clock;
        public int Columns, Block;
        public (int First, int Last)[] Rows;
        public int[] Counts;
        public long Dropped;

        public void Hit(int chip, int x, int y, long time)
        {
            long position = Clock.PositionAt(time);
            if (position < 0)
            {
                Dropped++;
                return;
            }
            Counts[position]++;
            ref (int First, int Last) row = ref Rows[position / Columns];
            row = (Math.Min(row.First, Block), Math.Max(row.Last, Block));
        }

        public readonly void Trigger(long time)
        {
        }
    }

    private struct Picker : ITimepixSink
    {
        public const int Capacity = 4096;

        public ScanClock Clock;
        public long First, End;
        public int Width, Count;
        public int[] Positions, Pixels;
        public EventSink Sink;

        public void Hit(int chip, int x, int y, long time)
        {
            long position = Clock.PositionAt(time);
            if (position < First || position >= End) return;
            (Positions[Count], Pixels[Count]) = ((int)(position - First), y * Width + chip * TimepixFormat.ChipPixels + x);
            if (++Count == Capacity) Flush();
        }

        public readonly void Trigger(long time)
        {
        }

        public void Flush()
        {
            if (Count > 0) Sink(Positions.AsSpan(0, Count), Pixels.AsSpan(0, Count));
            Count = 0;
        }
    }
}
