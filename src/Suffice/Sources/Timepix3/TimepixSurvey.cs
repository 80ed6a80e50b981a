using System.Collections.Immutable;

namespace Suffice.Sources.Timepix3;

/// <summary>What a first pass over a recording finds.</summary>
/// <param name="Hits">Hits of all chips.</param>
/// <param name="Chips">The highest number of a chip, and one.</param>
/// <param name="First">Time of the earliest hit, in steps of 25/16 ns.</param>
/// <param name="Last">Time of the latest hit.</param>
/// <param name="Triggers">Times of the rising edges at input 1, in order.</param>
/// <param name="States">The state in front of each block of words.</param>
internal sealed record TimepixSurvey(long Hits, int Chips, long First, long Last, ImmutableArray<long> Triggers, ImmutableArray<TimepixState> States)
{
    // A scan has some thousand lines; a file of nothing but triggers must not become memory.
    private const int MostTriggers = 1 << 24;

    public static TimepixSurvey Of(TimepixStream stream)
    {
        TimepixState state = new(0, long.MinValue);
        TimepixState[] states = new TimepixState[stream.Blocks];
        Sink sink = new() { First = long.MaxValue, Last = long.MinValue, Triggers = [] };
        for (int block = 0; block < states.Length; block++)
        {
            states[block] = state;
            state = stream.Read(block, state, ref sink);
        }
        sink.Triggers.Sort();
        return new(sink.Hits, sink.Chips, sink.First, sink.Last, [.. sink.Triggers], [.. states]);
    }

    private struct Sink : ITimepixSink
    {
        public long Hits, First, Last;
        public int Chips;
        public List<long> Triggers;

        public void Hit(int chip, int x, int y, long time)
        {
            Hits++;
            Chips = Math.Max(Chips, chip + 1);
            First = Math.Min(First, time);
            Last = Math.Max(Last, time);
        }

        public readonly void Trigger(long time)
        {
            if (Triggers.Count < MostTriggers) Triggers.Add(time);
        }
    }
}
