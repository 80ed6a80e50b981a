using Suffice.Chunks;
using Xunit;

namespace Suffice.Tests.Chunks;

public class SlotPoolTests
{
    [Fact]
    public void A_slot_is_lent_to_one_at_a_time_and_used_again()
    {
        int made = 0;
        using SlotPool<MemoryStream> pool = new(() =>
        {
            made++;
            return new MemoryStream();
        });
        SlotPool<MemoryStream>.Lease first = pool.Take(), second = pool.Take();
        Assert.NotSame(first.Value, second.Value);
        first.Dispose();
        using SlotPool<MemoryStream>.Lease third = pool.Take();
        Assert.Same(first.Value, third.Value);
        second.Dispose();
        Assert.Equal(2, made);
    }

    [Fact]
    public void Slots_that_came_back_are_disposed_with_the_pool()
    {
        SlotPool<MemoryStream> pool = new(() => new MemoryStream());
        SlotPool<MemoryStream>.Lease lease = pool.Take();
        lease.Dispose();
        pool.Dispose();
        Assert.False(lease.Value.CanRead);
    }
}
