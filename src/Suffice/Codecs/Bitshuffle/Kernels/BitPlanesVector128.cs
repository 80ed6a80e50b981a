using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Bitshuffle.Kernels;

/// <summary>
/// Bit planes by 128-bit vectors: 16 bytes give 16 bits of a plane by one mask extraction. Counts leave most planes
/// empty, so every plane is done on its own and an empty one costs a fill instead of the work.
/// </summary>
internal static class BitPlanesVector128
{
    private const int Step = 16;

    public static void Split(ReadOnlySpan<byte> source, Span<byte> target, int planeStride)
    {
        int whole = source.Length / Step * Step;
        ref byte from = ref MemoryMarshal.GetReference(source);
        Vector128<byte> seen = default;
        for (int i = 0; i < whole; i += Step) seen |= Vector128.LoadUnsafe(ref from, (nuint)i);
        for (int plane = 0; plane < 8; plane++)
        {
            Span<byte> bits = target.Slice(plane * planeStride, source.Length / 8);
            if ((seen & Vector128.Create((byte)(1 << plane))) == Vector128<byte>.Zero) bits[..(whole / 8)].Clear();
            else SplitOne(ref from, ref MemoryMarshal.GetReference(bits), whole, 7 - plane);
        }
        BitPlanes.SplitScalarFrom(whole, source, target, planeStride);
    }

    public static void Join(ReadOnlySpan<byte> source, Span<byte> target, int planeStride)
    {
        int whole = target.Length / Step * Step;
        ref byte to = ref MemoryMarshal.GetReference(target);
        bool first = true;
        for (int plane = 0; plane < 8; plane++)
        {
            ReadOnlySpan<byte> bits = source.Slice(plane * planeStride, target.Length / 8);
            if (!bits.ContainsAnyExcept((byte)0)) continue;
            if (first) JoinFirst(ref MemoryMarshal.GetReference(bits), ref to, whole, 1 << plane);
            else JoinFurther(ref MemoryMarshal.GetReference(bits), ref to, whole, 1 << plane);
            first = false;
        }
        if (first) target.Clear();
        else BitPlanes.JoinScalarFrom(whole, source, target, planeStride);
    }

    // Shifting 16-bit items brings the wanted bit of both bytes to their top; what crosses between them stays below.
    private static void SplitOne(ref byte from, ref byte to, int whole, int shift)
    {
        for (int i = 0; i < whole; i += Step)
        {
            Vector128<byte> bytes = (Vector128.LoadUnsafe(ref from, (nuint)i).AsUInt16() << shift).AsByte();
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i / 8), (ushort)bytes.ExtractMostSignificantBits());
        }
    }

    private static void JoinFirst(ref byte from, ref byte to, int whole, int bit)
    {
        Vector128<byte> value = Vector128.Create((byte)bit);
        for (int i = 0; i < whole; i += Step)
            (Spread(ref from, i) & value).StoreUnsafe(ref to, (nuint)i);
    }

    private static void JoinFurther(ref byte from, ref byte to, int whole, int bit)
    {
        Vector128<byte> value = Vector128.Create((byte)bit);
        for (int i = 0; i < whole; i += Step)
            (Vector128.LoadUnsafe(ref to, (nuint)i) | (Spread(ref from, i) & value)).StoreUnsafe(ref to, (nuint)i);
    }

    /// <summary>All ones in the bytes whose bit is set, 16 bits to 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Spread(ref byte from, int i)
    {
        Vector128<byte> bits = Vector128.Create(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref from, i / 8))).AsByte();
        Vector128<byte> copies = Vector128.Shuffle(bits, Vector128.Create(0x0000000000000000ul, 0x0101010101010101).AsByte());
        Vector128<byte> own = Vector128.Create(0x8040201008040201ul).AsByte();
        return Vector128.Equals(copies & own, own);
    }
}
