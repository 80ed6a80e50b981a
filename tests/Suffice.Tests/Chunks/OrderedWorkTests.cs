using System.Diagnostics;
using CsCheck;
using Suffice.Chunks;
using Xunit;

namespace Suffice.Tests.Chunks;

public class OrderedWorkTests
{
    [Fact]
    public void Results_come_in_order_whatever_finishes_first() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((count, threads, seed) =>
        {
            List<int> consumed = [];
            Run(count, threads, () => new Slot(), (i, slot) =>
            {
                Thread.SpinWait((i * 31 + seed) % 7 * 500);
                slot.Piece = i;
            }, (i, slot) => consumed.Add(slot.Piece == i ? i : -1));
            Assert.Equal(Enumerable.Range(0, count), consumed);
        }, iter: 100);

    [Fact]
    public void Every_piece_is_done_once_where_order_does_not_matter()
    {
        int[] done = new int[500];
        RunUnordered(done.Length, 4, () => new Slot(), (i, _) => Interlocked.Increment(ref done[i]));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void There_are_at_most_two_slots_for_each_thread_and_all_are_disposed()
    {
        List<Slot> made = [];
        Run(100, 3, () => Add(made), (i, slot) => slot.Use(i), (i, slot) => Assert.Equal(i, slot.Piece));
        Assert.InRange(made.Count, 1, 6);
        Assert.All(made, slot => Assert.True(slot.IsDisposed));
        made.Clear();
        RunUnordered(100, 3, () => Add(made), (i, slot) => slot.Use(i));
        Assert.InRange(made.Count, 1, 3);
        Assert.All(made, slot => Assert.True(slot.IsDisposed));
    }

    [Fact]
    public void Work_waits_until_results_are_taken()
    {
        int begun = 0, most = 0;
        Run(40, 2, () => new Slot(), (_, _) => Interlocked.Increment(ref begun), (i, _) =>
        {
            if (i % 8 == 0) Thread.Sleep(20);
            most = Math.Max(most, Volatile.Read(ref begun) - i);
        });
        // Two slots for each of two threads, and none more before a result is taken.
        Assert.InRange(most, 1, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_work_throws_is_thrown_to_the_caller_and_no_thread_stays(int threads)
    {
        List<Slot> made = [];
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => Run(
            50, threads, () => Add(made), (i, slot) => slot.Use(i == 20 ? throw new InvalidDataException("piece 20") : i), (i, _) => Assert.NotEqual(20, i)));
        Assert.Equal("piece 20", e.Message);
        Assert.All(made, slot => Assert.True(slot.IsDisposed));
        Assert.All(made, slot => Assert.All(slot.Threads, thread => Assert.False(thread.IsAlive)));
        e = Assert.Throws<InvalidDataException>(() => RunUnordered(
            50, threads, () => new Slot(), (i, slot) => slot.Use(i == 20 ? throw new InvalidDataException("piece 20") : i)));
        Assert.Equal("piece 20", e.Message);
    }

    [Fact]
    public void What_the_consumer_throws_ends_the_work()
    {
        List<Slot> made = [];
        int consumed = 0;
        Assert.Throws<IOException>(() => Run(1000, 3, () => Add(made), (i, slot) => slot.Use(i), (i, _) =>
        {
            consumed++;
            if (i == 5) throw new IOException("the disk is full");
        }));
        Assert.Equal(6, consumed);
        Assert.All(made, slot => Assert.All(slot.Threads, thread => Assert.False(thread.IsAlive)));
    }

    [Fact]
    public void A_slot_that_cannot_be_made_is_thrown_to_the_caller()
    {
        Assert.Throws<NotSupportedException>(() => Run(9, 3, Fail, (_, _) => { }, (_, _) => { }));
        Assert.Throws<NotSupportedException>(() => RunUnordered(9, 3, Fail, (_, _) => { }));

        static Slot Fail() => throw new NotSupportedException();
    }

    [Fact]
    public void Cancelling_ends_it_before_the_next_result()
    {
        using CancellationTokenSource source = new();
        int consumed = 0;
        Stopwatch clock = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => OrderedWork.Run(100_000, 3, () => new Slot(), (i, slot) => slot.Use(i), (i, _) =>
        {
            consumed++;
            if (i == 9) source.Cancel();
        }, source.Token));
        Assert.Equal(10, consumed);
        Assert.Throws<OperationCanceledException>(() => OrderedWork.RunUnordered(9, 3, () => new Slot(), (_, _) => { }, source.Token));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void Cancelling_from_another_thread_wakes_a_caller_that_waits()
    {
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(50));
        using ManualResetEventSlim release = new();
        source.Token.Register(release.Set);
        Assert.Throws<OperationCanceledException>(() => OrderedWork.Run(
            4, 2, () => new Slot(), (_, _) => release.Wait(TimeSpan.FromSeconds(20)), (_, _) => Assert.Fail("nothing was finished"), source.Token));
    }

    [Fact]
    public void No_thread_at_all_is_the_callers_fault()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(1, 0, () => new Slot(), (_, _) => { }, (_, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RunUnordered(1, 0, () => new Slot(), (_, _) => { }));
    }

    private static void Run(int count, int threads, Func<Slot> makeSlot, Action<int, Slot> work, Action<int, Slot> consume) =>
        OrderedWork.Run(count, threads, makeSlot, work, consume, TestContext.Current.CancellationToken);

    private static void RunUnordered(int count, int threads, Func<Slot> makeSlot, Action<int, Slot> work) =>
        OrderedWork.RunUnordered(count, threads, makeSlot, work, TestContext.Current.CancellationToken);

    private static Slot Add(List<Slot> made)
    {
        Slot slot = new();
        lock (made) made.Add(slot);
        return slot;
    }

    private sealed class Slot : IDisposable
    {
        public int Piece { get; set; } = -1;

        public bool IsDisposed { get; private set; }

        public HashSet<Thread> Threads { get; } = [];

        public void Use(int piece)
        {
            Assert.False(IsDisposed);
            Threads.Add(Thread.CurrentThread);
            Piece = piece;
        }

        public void Dispose() => IsDisposed = true;
    }
}
