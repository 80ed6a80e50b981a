namespace Suffice.Cubes.Statistics;

/// <summary>
/// How often each value of a wide element type occurs, shared by all workers and bounded. Beyond the bound only the
/// values whose hash falls into 1/2, 1/4, ... of its range are kept; theirs are exact counts, because the ranges are
/// nested. The outcome does not depend on the order in which values arrive.
/// </summary>
internal sealed class ValueTally
{
    private const int ShardBits = 6;
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 1 << ShardBits).Select(_ => new Shard())];
    private readonly int _shardLimit;

    /// <param name="limit">Distinct values to hold, about: values spread over the shards at random.</param>
    public ValueTally(int limit) => _shardLimit = Math.Max(8, limit >> ShardBits);

    public void Add(ulong value, long count)
    {
        ulong hash = Samples.Mix(value);
        Shard shard = _shards[hash >> 64 - ShardBits];
        // Levels only rise, so that a look without the lock never turns away a value that is still kept.
        if (!IsKept(hash, shard.Level)) return;
        lock (shard)
        {
            if (!IsKept(hash, shard.Level)) return;
            shard.Table.Add(value, 0, count);
            while (shard.Table.Count > _shardLimit)
            {
                int level = ++shard.Level;
                shard.Table.Retain((kept, _) => IsKept(Samples.Mix(kept), level));
            }
        }
    }

    /// <summary>Whether every value was kept.</summary>
    public bool IsComplete => Array.TrueForAll(_shards, s => s.Level == 0);

    /// <summary>Distinct values; a lower bound where the tally is not complete.</summary>
    public long Distinct => _shards.Sum(s => s.Level == 0 ? s.Table.Count : (long)Math.Max(_shardLimit + 1, s.Table.Count));

    public IEnumerable<(ulong Value, long Count)> Entries() =>
        _shards.SelectMany(s => s.Table.Entries()).Select(e => (e.Value, e.Count));

    /// <summary>
    /// The sum of c log2 c over all values: exact where the tally is complete, else scaled from the values kept by the
    /// share of the samples that they hold, which varies less than a scaling by the number of values would.
    /// </summary>
    /// <param name="samples">How many samples were added.</param>
    public double Weighted(long samples)
    {
        double weighted = 0, kept = 0;
        foreach ((_, long count) in Entries())
        {
            weighted += Entropies.Weighted(count);
            kept += count;
        }
        return IsComplete || kept == 0 ? weighted : weighted * (samples / kept);
    }

    private static bool IsKept(ulong hash, int level) => (hash & ((1UL << level) - 1)) == 0;

    private sealed class Shard
    {
        public CountTable Table { get; } = new();

        public volatile int Level;
    }
}
