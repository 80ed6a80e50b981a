using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Sparse;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Codecs.Sparse;

// A library that is built for fast mathematics puts the thread that loads it into a mode in which subnormal numbers equal zero.
public sealed class SubnormalNumbersTests
{
    // fenv_t of x64: MXCSR stands at byte 28; its bits 6 and 15 take subnormal numbers for zero and make zeros of them.
    private const int MxcsrAt = 28, EnvironmentBytes = 32;
    private const uint SubnormalsAreZero = 0x8040;

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void A_mode_in_which_they_equal_zero_loses_none(ElementType element)
    {
        SkipWithoutMxcsr();
        ChunkSpec chunk = new(element, ByteOrder.LittleEndian, [1, 1, 4, 4]);
        byte[] samples = new byte[chunk.Bytes], encoded = new byte[4096], decoded = new byte[chunk.Bytes];
        for (int i = 0; i < samples.Length; i += element.Bytes()) samples[i] = (byte)(1 + i);
        foreach (IChunkFilter filter in new IChunkFilter[] { new OverflowFilter(chunk), new CsrFilter(chunk) })
        {
            FloatingPointMode kept = FloatingPointMode.Current();
            int length;
            try
            {
                TakeSubnormalsForZero();
                length = filter.Encode(samples, encoded);
            }
            finally
            {
                kept.Apply();
            }
            Assert.Equal(samples.Length, filter.Decode(encoded.AsSpan(0, length), decoded));
            Assert.Equal(samples, decoded);
        }
    }

    [Fact]
    public void What_a_plugin_does_to_the_mode_ends_with_the_call()
    {
        SkipWithoutMxcsr();
        float smallest = float.Epsilon;
        using (Hdf5Library.Enter())
        {
            TakeSubnormalsForZero();
            Assert.True(IsZero(smallest));
        }
        Assert.False(IsZero(smallest));
    }

    private static bool IsZero(float value) => value == 0;

    private static void SkipWithoutMxcsr() =>
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "this processor has no MXCSR");

    private static unsafe void TakeSubnormalsForZero()
    {
        byte* environment = stackalloc byte[EnvironmentBytes];
        _ = GetEnvironment(environment);
        *(uint*)(environment + MxcsrAt) |= SubnormalsAreZero;
        _ = SetEnvironment(environment);
    }

    [DllImport("libm.so.6", EntryPoint = "fegetenv")]
    private static extern unsafe int GetEnvironment(byte* environment);

    [DllImport("libm.so.6", EntryPoint = "fesetenv")]
    private static extern unsafe int SetEnvironment(byte* environment);
}
