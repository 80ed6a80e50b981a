using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Timepix3;

/// <summary>Turns times into positions of a scan: by the triggers of its lines where there is one for each, else by equal shares of the time.</summary>
internal sealed class ScanClock
{
    private readonly ScanSize _scan;
    private readonly long _first;
    private readonly double _dwellSteps;
    private readonly ImmutableArray<long> _lines;

    /// <param name="survey">Of the recording.</param>
    /// <param name="scan">Size of the scan.</param>
    /// <param name="dwellSteps">Time at each position in steps of 25/16 ns; null to share lines, or the recording, equally.</param>
    public ScanClock(TimepixSurvey survey, ScanSize scan, double? dwellSteps)
    {
        bool hasLines = scan.Rows > 1 && survey.Triggers.Length >= scan.Rows;
        (_scan, _first, _lines) = (scan, survey.First, hasLines ? survey.Triggers[..scan.Rows] : []);
        long span = hasLines ? (_lines[^1] - _lines[0]) / (scan.Rows - 1) : survey.Last - survey.First + 1;
        _dwellSteps = Math.Max(1, dwellSteps ?? span / (double)(hasLines ? scan.Columns : scan.Positions));
        double dwellUs = _dwellSteps * TimepixFormat.StepNs / 1000;
        Origin = hasLines ? $"--scan {scan}, a line from each of the first {scan.Rows:N0} of {survey.Triggers.Length:N0} triggers on, {dwellUs:0.###} us at each position"
            : $"--scan {scan}, {dwellUs:0.###} us at each position from the first hit on";
    }

    /// <summary>How times became positions.</summary>
    public string Origin { get; }

    /// <summary>The position that was recorded at a time; -1 where none was.</summary>
    public long PositionAt(long time)
    {
        if (_lines.IsEmpty)
        {
            long at = (long)((time - _first) / _dwellSteps);
            return time >= _first && at < _scan.Positions ? at : -1;
        }
        int row = _lines.BinarySearch(time);
        if (row < 0) row = ~row - 1;
        if (row < 0) return -1;
        long column = (long)((time - _lines[row]) / _dwellSteps);
        return column < _scan.Columns ? (long)row * _scan.Columns + column : -1;
    }
}
