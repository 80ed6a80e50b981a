using System.Runtime.ExceptionServices;

namespace Suffice.Chunks;

/// <summary>
/// Runs numbered pieces of work on several threads and hands the results to the caller's thread in the order of their
/// numbers, however the work finished: files come out the same for any number of threads, and one thread talks to HDF5.
/// </summary>
/// <remarks>Memory is bounded by the slots, two for each thread; a worker waits until its slot is free again.</remarks>
public static class OrderedWork
{
    /// <param name="count">Number of pieces.</param>
    /// <param name="threads">Number of working threads; the caller's thread only consumes.</param>
    /// <param name="makeSlot">Makes what one slot needs: buffers and a codec. Called once per slot, on a working thread.</param>
    /// <param name="work">Does piece <c>i</c> within a slot.</param>
    /// <param name="consume">Takes the result of piece <c>i</c>, in order, on the caller's thread.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; no further piece was consumed.</exception>
    public static void Run<TSlot>(
        int count, int threads, Func<TSlot> makeSlot, Action<int, TSlot> work, Action<int, TSlot> consume,
        CancellationToken cancellation = default)
        where TSlot : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        threads = Math.Min(threads, count);
        if (count == 0) return;
        State<TSlot> state = new(count, Math.Min(count, 2 * threads), makeSlot, work);
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            workers[i] = new Thread(state.Work) { IsBackground = true, Name = $"chunks {i}" };
            workers[i].Start();
        }
        try
        {
            using CancellationTokenRegistration registration = cancellation.Register(state.Stop);
            for (int piece = 0; piece < count; piece++)
            {
                TSlot slot = state.Await(piece, cancellation);
                consume(piece, slot);
                state.Release();
            }
        }
        finally
        {
            state.Stop();
            foreach (Thread worker in workers) worker.Join();
            state.DisposeSlots();
        }
    }

    /// <summary>Runs numbered pieces on several threads where their order does not matter; the caller's thread works too.</summary>
    public static void RunUnordered<TSlot>(
        int count, int threads, Func<TSlot> makeSlot, Action<int, TSlot> work, CancellationToken cancellation = default)
        where TSlot : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        int next = -1;
        Exception? failure = null;
        void Work()
        {
            TSlot? slot = null;
            try
            {
                for (int piece; failure is null && (piece = Interlocked.Increment(ref next)) < count;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    work(piece, slot ??= makeSlot());
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
            finally
            {
                (slot as IDisposable)?.Dispose();
            }
        }

        Thread[] others = new Thread[Math.Max(0, Math.Min(threads, count) - 1)];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(Work) { IsBackground = true, Name = $"chunks {i + 1}" };
            others[i].Start();
        }
        Work();
        foreach (Thread thread in others) thread.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private sealed class State<TSlot>(int count, int slots, Func<TSlot> makeSlot, Action<int, TSlot> work)
        where TSlot : class
    {
        private readonly Lock _makeGate = new();
        private readonly object _gate = new();
        private readonly TSlot?[] _slots = new TSlot?[slots];
        private readonly bool[] _done = new bool[slots];
        private int _next;
        private int _consumed;
        private bool _stopped;
        private Exception? _failure;

        public void Work()
        {
            while (Take() is int piece and >= 0)
            {
                try
                {
                    ref TSlot? slot = ref _slots[piece % slots];
                    if (slot is null)
                        lock (_makeGate)
                            slot = makeSlot();
                    work(piece, slot);
                    Finish(piece, null);
                }
                catch (Exception e)
                {
                    // Handed to the consuming thread, which throws it instead of waiting for its next piece.
                    Finish(piece, e);
                    return;
                }
            }
        }

        public TSlot Await(int piece, CancellationToken cancellation)
        {
            lock (_gate)
            {
                while (!_done[piece % slots] && _failure is null && !_stopped) Monitor.Wait(_gate);
                cancellation.ThrowIfCancellationRequested();
                if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
                _done[piece % slots] = false;
                return _slots[piece % slots]!;
            }
        }

        public void Release()
        {
            lock (_gate)
            {
                _consumed++;
                Monitor.PulseAll(_gate);
            }
        }

        public void Stop()
        {
            lock (_gate)
            {
                _stopped = true;
                Monitor.PulseAll(_gate);
            }
        }

        public void DisposeSlots()
        {
            foreach (TSlot? slot in _slots) (slot as IDisposable)?.Dispose();
        }

        private int Take()
        {
            lock (_gate)
            {
                while (_next < count && _next >= _consumed + slots && !_stopped) Monitor.Wait(_gate);
                return _stopped || _failure is not null || _next >= count ? -1 : _next++;
            }
        }

        private void Finish(int piece, Exception? failure)
        {
            lock (_gate)
            {
                if (failure is null) _done[piece % slots] = true;
                else _failure ??= failure;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
