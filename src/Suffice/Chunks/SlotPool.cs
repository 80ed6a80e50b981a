using System.Collections.Concurrent;

namespace Suffice.Chunks;

/// <summary>Keeps buffers and codecs between calls: each is lent to one thread at a time and comes back when its lease ends.</summary>
public sealed class SlotPool<T> : IDisposable
    where T : class, IDisposable
{
    private readonly ConcurrentBag<T> _free = [];
    private readonly Func<T> _make;

    /// <param name="make">Makes one more when all are lent.</param>
    public SlotPool(Func<T> make) => _make = make;

    public Lease Take() => new(this, _free.TryTake(out T? slot) ? slot : _make());

    public void Dispose()
    {
        while (_free.TryTake(out T? slot)) slot.Dispose();
    }

    /// <summary>One slot, lent until the lease is disposed.</summary>
    public sealed class Lease(SlotPool<T> home, T value) : IDisposable
    {
        public T Value => value;

        public void Dispose() => home._free.Add(value);
    }
}
