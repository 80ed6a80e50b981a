using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Cubes;

public class SampleBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(9 << 20)]
    public void Every_byte_keeps_what_was_put_there(int length)
    {
        using SampleBuffer buffer = new(length);
        Assert.Equal(length, buffer.Length);
        new Random(1).NextBytes(buffer.Span());
        byte[] expected = new byte[length];
        new Random(1).NextBytes(expected);
        Assert.True(buffer.Span().SequenceEqual(expected));
        Assert.True(buffer.Span(length / 3, length - length / 3).SequenceEqual(expected.AsSpan(length / 3)));
    }

    [Fact]
    public void Buffers_are_equal_by_length_and_content()
    {
        using SampleBuffer a = new(100), b = new(100), shorter = new(99);
        a.Span().Clear();
        b.Span().Clear();
        shorter.Span().Clear();
        Assert.True(a.BeginsAs(b, a.Length));
        Assert.True(a.BeginsAs(shorter, shorter.Length));
        b.Span()[99] = 1;
        Assert.False(a.BeginsAs(b, a.Length));
    }

    [Fact]
    public void What_lies_outside_cannot_be_had()
    {
        SampleBuffer buffer = new(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Span(5, 6).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Span(-1, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Span(0, -1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Span(long.MaxValue, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleBuffer(-1));
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span(0, 1).Length);
    }
}
