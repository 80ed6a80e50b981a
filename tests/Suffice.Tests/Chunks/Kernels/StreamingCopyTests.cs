using CsCheck;
using Suffice.Chunks;
using Suffice.Chunks.Kernels;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Chunks.Kernels;

public class StreamingCopyTests
{
    [Fact]
    public void It_copies_any_length_from_anywhere_to_anywhere_and_touches_nothing_else() =>
        Gen.Select(Gen.Byte.Array[0, 700], Gen.Int[0, 100], Gen.Int[0, 100]).Sample((content, from, to) =>
        {
            byte[] source = [.. new byte[from], .. content, .. new byte[3]], target = new byte[to + content.Length + 100];
            Array.Fill(target, (byte)0xA5);
            StreamingCopy.Copy(source.AsSpan(from, content.Length), target.AsSpan(to, content.Length));
            StreamingCopy.Fence();
            Assert.Equal(content, target[to..(to + content.Length)]);
            Assert.True(target.AsSpan(0, to).IndexOfAnyExcept((byte)0xA5) < 0 && target.AsSpan(to + content.Length).IndexOfAnyExcept((byte)0xA5) < 0);
        });

    // Detector rows of 1,030 bytes lie at every offset to a cache line.
    [Fact]
    public void A_box_reaches_a_target_that_no_cache_holds()
    {
        CubeShape whole = new(16, 9, 515, 515), part = new(2, 3, 515, 200);
        CubeRegion target = CubeRegion.Whole(whole), box = new(5, 4, 0, 300, part);
        byte[] from = new byte[part.Samples * 2], to = new byte[whole.Samples * 2];
        Random random = new(5);
        random.NextBytes(from);
        BoxCopy.Copy(box, box, from, target, to, 2);
        byte[] back = new byte[from.Length];
        BoxCopy.Copy(box, target, to, box, back, 2);
        Assert.Equal(from, back);
        Assert.Equal(from.Count(value => value != 0), to.Count(value => value != 0));
    }
}
