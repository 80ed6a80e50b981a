using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Codecs.Tally;

/// <summary>Samples to unsigned integers of the smallest width that holds them, and back, bit for bit.</summary>
/// <remarks>An instance serves one thread and keeps the integers.</remarks>
internal sealed class IntegerTransform
{
    // Detectors' pixels are averaged by 2 x 2, 3 x 3, 4 x 4 and so on.
    private static readonly int[] Divisors = [1, 2, 4, 8, 16, 32, 64, 3, 9, 5, 25, 6, 36, 7, 49, 100, 128, 256];

    private const int Probe = 4096;

    private byte[] _integers = [];
    private byte[] _swapped = [];
    private uint[] _wide = [];

    /// <summary>The integers of samples, or of none where there is no transform: then <paramref name="transform"/> says so.</summary>
    public ReadOnlySpan<byte> ToIntegers(ReadOnlySpan<byte> samples, ElementType element, bool isSwapped, out ValueTransform transform)
    {
        if (isSwapped) samples = Swapped(samples, element.Bytes());
        transform = default;
        return element switch
        {
            ElementType.UInt8 => Unsigned<byte>(samples, out transform),
            ElementType.UInt16 => Unsigned<ushort>(samples, out transform),
            ElementType.UInt32 => Integers<uint>(samples, out transform),
            ElementType.UInt64 => Integers<ulong>(samples, out transform),
            ElementType.Int8 => Integers<sbyte>(samples, out transform),
            ElementType.Int16 => Integers<short>(samples, out transform),
            ElementType.Int32 => Integers<int>(samples, out transform),
            ElementType.Int64 => Integers<long>(samples, out transform),
            ElementType.Float32 => Quotients<float>(samples, out transform),
            _ => Quotients<double>(samples, out transform),
        };
    }

    /// <summary>Room for integers that are about to be decoded, or the samples' own where they are the same.</summary>
    public Span<byte> Room(TallyHeader header, Span<byte> samples)
    {
        bool isSame = header.Transform.Kind == ValueTransformKind.Offset && header.Transform.Parameter == 0
            && header.Transform.IntegerBytes == header.Element.Bytes() && !header.IsBigEndian;
        int count = samples.Length / header.Element.Bytes();
        return isSame ? samples : Scratch.Of(ref _integers, checked(count * header.Transform.IntegerBytes)).AsSpan(0, count * header.Transform.IntegerBytes);
    }

    /// <summary>Makes samples of integers; does nothing where they already are.</summary>
    public static void ToSamples(TallyHeader header, ReadOnlySpan<byte> integers, Span<byte> samples)
    {
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(integers), ref MemoryMarshal.GetReference(samples)))
        {
            switch (header.Element)
            {
                case ElementType.UInt8: Restore<byte>(header, integers, samples); break;
                case ElementType.UInt16: Restore<ushort>(header, integers, samples); break;
                case ElementType.UInt32: Restore<uint>(header, integers, samples); break;
                case ElementType.UInt64: Restore<ulong>(header, integers, samples); break;
                case ElementType.Int8: Restore<sbyte>(header, integers, samples); break;
                case ElementType.Int16: Restore<short>(header, integers, samples); break;
                case ElementType.Int32: Restore<int>(header, integers, samples); break;
                case ElementType.Int64: Restore<long>(header, integers, samples); break;
                case ElementType.Float32: RestoreQuotients<float>(header, integers, samples); break;
                default: RestoreQuotients<double>(header, integers, samples); break;
            }
        }
        if (header.IsBigEndian) Swap(samples, samples, header.Element.Bytes());
    }

    private static ReadOnlySpan<byte> Unsigned<S>(ReadOnlySpan<byte> samples, out ValueTransform transform)
    {
        transform = new(ValueTransformKind.Offset, Unsafe.SizeOf<S>(), 0);
        return samples;
    }

    private ReadOnlySpan<byte> Integers<S>(ReadOnlySpan<byte> samples, out ValueTransform transform)
        where S : unmanaged, IBinaryInteger<S>, IMinMaxValue<S>
    {
        transform = default;
        ReadOnlySpan<S> values = MemoryMarshal.Cast<byte, S>(samples);
        S least = values[0], most = values[0];
        foreach (S value in values)
        {
            least = S.Min(least, value);
            most = S.Max(most, value);
        }
        long offset = S.Sign(least) < 0 ? long.CreateTruncating(least) : 0;
        ulong range = ulong.CreateTruncating(most) - (ulong)offset;
        // Minimum and maximum of 64 bits may be further apart than their difference shows.
        if (range > int.MaxValue || (S.Sign(least) >= 0 && ulong.CreateTruncating(most) > int.MaxValue)) return default;
        int bytes = range <= byte.MaxValue ? 1 : range <= ushort.MaxValue ? 2 : 4;
        transform = new(ValueTransformKind.Offset, bytes, (ulong)(offset << 1 ^ offset >> 63));
        return bytes switch
        {
            1 => Shifted<S, byte>(values, offset),
            2 => Shifted<S, ushort>(values, offset),
            _ => Shifted<S, uint>(values, offset),
        };
    }

    private ReadOnlySpan<byte> Shifted<S, T>(ReadOnlySpan<S> values, long offset)
        where S : unmanaged, IBinaryInteger<S>
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<byte> bytes = Scratch.Of(ref _integers, values.Length * Unsafe.SizeOf<T>()).AsSpan(0, values.Length * Unsafe.SizeOf<T>());
        Span<T> integers = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++) integers[i] = T.CreateTruncating(long.CreateTruncating(values[i]) - offset);
        return bytes;
    }

    private ReadOnlySpan<byte> Quotients<S>(ReadOnlySpan<byte> samples, out ValueTransform transform)
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        transform = default;
        ReadOnlySpan<S> values = MemoryMarshal.Cast<byte, S>(samples);
        Span<uint> wide = Scratch.Of(ref _wide, values.Length).AsSpan(0, values.Length);
        foreach (ValueTransformKind kind in (ReadOnlySpan<ValueTransformKind>)[ValueTransformKind.Quotient, ValueTransformKind.Reciprocal])
        {
            foreach (int divisor in Divisors)
            {
                int probe = Math.Min(Probe, values.Length);
                if (!TryDivide(values.Slice((values.Length - probe) / 2, probe), divisor, kind, wide)) continue;
                if (!TryDivide(values, divisor, kind, wide)) continue;
                uint all = 0;
                foreach (uint z in wide) all |= z;
                int bytes = all <= byte.MaxValue ? 1 : all <= ushort.MaxValue ? 2 : 4;
                transform = new(kind, bytes, (ulong)divisor);
                return bytes switch
                {
                    1 => Shifted<uint, byte>(wide, 0),
                    2 => Shifted<uint, ushort>(wide, 0),
                    _ => MemoryMarshal.AsBytes(wide),
                };
            }
        }
        return default;
    }

    // True where every value comes back with the very same bits. Negative zero and what is not finite never do.
    private static bool TryDivide<S>(ReadOnlySpan<S> values, int divisor, ValueTransformKind kind, Span<uint> integers)
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        S factor = S.CreateTruncating(divisor), half = S.One / (S.One + S.One), most = S.CreateTruncating(1 << 24), reciprocal = S.One / factor;
        bool isQuotient = kind == ValueTransformKind.Quotient;
        for (int i = 0; i < values.Length; i++)
        {
            S scaled = values[i] * factor;
            if (!(scaled >= S.Zero && scaled < most)) return false;
            int z = int.CreateTruncating(scaled + half);
            S back = isQuotient ? S.CreateTruncating(z) / factor : S.CreateTruncating(z) * reciprocal;
            if (!SameBits(back, values[i])) return false;
            integers[i] = (uint)z;
        }
        return true;
    }

    private static bool SameBits<S>(S a, S b)
        where S : unmanaged =>
        Unsafe.SizeOf<S>() == 4
            ? Unsafe.BitCast<S, uint>(a) == Unsafe.BitCast<S, uint>(b)
            : Unsafe.BitCast<S, ulong>(a) == Unsafe.BitCast<S, ulong>(b);

    private static void Restore<S>(TallyHeader header, ReadOnlySpan<byte> integers, Span<byte> samples)
        where S : unmanaged, IBinaryInteger<S>
    {
        long offset = (long)(header.Transform.Parameter >> 1) ^ -(long)(header.Transform.Parameter & 1);
        Span<S> values = MemoryMarshal.Cast<byte, S>(samples);
        switch (header.Transform.IntegerBytes)
        {
            case 1: Add(integers, offset, values); break;
            case 2: Add(MemoryMarshal.Cast<byte, ushort>(integers), offset, values); break;
            default: Add(MemoryMarshal.Cast<byte, uint>(integers), offset, values); break;
        }
    }

    private static void Add<T, S>(ReadOnlySpan<T> integers, long offset, Span<S> values)
        where T : unmanaged, IBinaryInteger<T>
        where S : unmanaged, IBinaryInteger<S>
    {
        for (int i = 0; i < values.Length; i++) values[i] = S.CreateTruncating(long.CreateTruncating(integers[i]) + offset);
    }

    private static void RestoreQuotients<S>(TallyHeader header, ReadOnlySpan<byte> integers, Span<byte> samples)
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        Span<S> values = MemoryMarshal.Cast<byte, S>(samples);
        switch (header.Transform.IntegerBytes)
        {
            case 1: Divide(integers, header.Transform, values); break;
            case 2: Divide(MemoryMarshal.Cast<byte, ushort>(integers), header.Transform, values); break;
            default: Divide(MemoryMarshal.Cast<byte, uint>(integers), header.Transform, values); break;
        }
    }

    private static void Divide<T, S>(ReadOnlySpan<T> integers, ValueTransform transform, Span<S> values)
        where T : unmanaged, IBinaryInteger<T>
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        S divisor = S.CreateTruncating(transform.Parameter), reciprocal = S.One / divisor;
        if (transform.Kind == ValueTransformKind.Quotient)
            for (int i = 0; i < values.Length; i++) values[i] = S.CreateTruncating(int.CreateTruncating(integers[i])) / divisor;
        else
            for (int i = 0; i < values.Length; i++) values[i] = S.CreateTruncating(int.CreateTruncating(integers[i])) * reciprocal;
    }

    private ReadOnlySpan<byte> Swapped(ReadOnlySpan<byte> samples, int size)
    {
        Span<byte> to = Scratch.Of(ref _swapped, samples.Length).AsSpan(0, samples.Length);
        Swap(samples, to, size);
        return to;
    }

    private static void Swap(ReadOnlySpan<byte> from, Span<byte> to, int size)
    {
        if (size == 2) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(from), MemoryMarshal.Cast<byte, ushort>(to));
        else if (size == 4) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(from), MemoryMarshal.Cast<byte, uint>(to));
        else if (size == 8) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(from), MemoryMarshal.Cast<byte, ulong>(to));
        else from.CopyTo(to);
    }
}
