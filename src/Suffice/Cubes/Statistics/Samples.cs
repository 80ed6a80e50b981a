using System.Runtime.CompilerServices;

namespace Suffice.Cubes.Statistics;

/// <summary>What the bits of one sample mean. The type tests are constants to the compiler.</summary>
internal static class Samples
{
    /// <summary>The sample's bits, zero-extended: what a lossless code has to tell apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits<T>(T sample) where T : unmanaged => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<T, byte>(sample),
        2 => Unsafe.BitCast<T, ushort>(sample),
        4 => Unsafe.BitCast<T, uint>(sample),
        _ => Unsafe.BitCast<T, ulong>(sample),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromBits<T>(ulong bits) where T : unmanaged => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<byte, T>((byte)bits),
        2 => Unsafe.BitCast<ushort, T>((ushort)bits),
        4 => Unsafe.BitCast<uint, T>((uint)bits),
        _ => Unsafe.BitCast<ulong, T>(bits),
    };

    /// <summary>The sample's bits as an index where they are 1 to 15, else 0. Floats of any size have larger bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint SmallSlot<T>(T sample) where T : unmanaged
    {
        if (IsFloat<T>()) return 0;
        ulong bits = Bits(sample);
        return bits < 16 ? (uint)bits : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble<T>(T sample) where T : unmanaged
    {
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<T, byte>(sample);
        if (typeof(T) == typeof(ushort)) return Unsafe.BitCast<T, ushort>(sample);
        if (typeof(T) == typeof(uint)) return Unsafe.BitCast<T, uint>(sample);
        if (typeof(T) == typeof(ulong)) return Unsafe.BitCast<T, ulong>(sample);
        if (typeof(T) == typeof(sbyte)) return Unsafe.BitCast<T, sbyte>(sample);
        if (typeof(T) == typeof(short)) return Unsafe.BitCast<T, short>(sample);
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<T, int>(sample);
        if (typeof(T) == typeof(long)) return Unsafe.BitCast<T, long>(sample);
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<T, float>(sample);
        return Unsafe.BitCast<T, double>(sample);
    }

    /// <summary>The value of an integer sample, exactly.</summary>
    public static Int128 ToInteger<T>(T sample) where T : unmanaged
    {
        ulong bits = Bits(sample);
        return IsSigned<T>() ? (long)(bits << 64 - 8 * Unsafe.SizeOf<T>()) >> 64 - 8 * Unsafe.SizeOf<T>() : bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFloat<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSigned<T>() =>
        typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) || typeof(T) == typeof(int) || typeof(T) == typeof(long);

    /// <summary>A hash in which every bit depends on every bit of the value (the finaliser of MurmurHash3).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD;
        value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53;
        return value ^ value >> 33;
    }
}
