using Suffice.Codecs;
using Suffice.Codecs.Tally;

namespace Suffice.Hdf5Plugin;

/// <summary>
/// Keeps filters with their buffers between chunks, a few at most. Without a lock: a program may fork while another thread
/// holds one, and its child would wait for ever.
/// </summary>
internal sealed class IdleFilters
{
    private const int Most = 4;

    private readonly Entry?[] _idle = new Entry?[Most];
    private int _next;

    /// <summary>A filter with these parameters, which then is the caller's alone; null where none is idle.</summary>
    public TallyFilter? Take(FilterSpec spec)
    {
        for (int i = 0; i < Most; i++)
            if (_idle[i] is { } entry && entry.Parameters.AsSpan().SequenceEqual(spec.Parameters.AsSpan())
                && Interlocked.CompareExchange(ref _idle[i], null, entry) == entry) return entry.Filter;
        return null;
    }

    /// <summary>Gives a filter back; it takes a free place, or that of another one.</summary>
    public void Return(FilterSpec spec, TallyFilter filter)
    {
        Entry entry = new(spec.Parameters, filter);
        for (int i = 0; i < Most; i++)
            if (Interlocked.CompareExchange(ref _idle[i], entry, null) is null) return;
        _idle[(uint)Interlocked.Increment(ref _next) % Most] = entry;
    }

    private sealed record Entry(System.Collections.Immutable.ImmutableArray<uint> Parameters, TallyFilter Filter);
}
