using System.Numerics;
using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Sources;

/// <summary>Integers of any width, as files hold places and numbers of pixels.</summary>
internal static class IntegerSpans
{
    /// <summary>Makes 64-bit integers of stored ones, whose bytes are turned in place; those above 2^63 become negative.</summary>
    public static void Widen(Span<byte> stored, ElementType element, ByteOrder order, Span<long> integers)
    {
        SampleOrder.ToNative(element, order, stored);
        switch (element)
        {
            case ElementType.UInt8: WidenAs<byte>(stored, integers); break;
            case ElementType.Int8: WidenAs<sbyte>(stored, integers); break;
            case ElementType.UInt16: WidenAs<ushort>(stored, integers); break;
            case ElementType.Int16: WidenAs<short>(stored, integers); break;
            case ElementType.UInt32: WidenAs<uint>(stored, integers); break;
            case ElementType.Int32: WidenAs<int>(stored, integers); break;
            case ElementType.UInt64 or ElementType.Int64: WidenAs<long>(stored, integers); break;
            default: throw new ArgumentException($"{element.Name()} is no integer", nameof(element));
        }
    }

    private static void WidenAs<T>(ReadOnlySpan<byte> stored, Span<long> integers)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(stored);
        for (int i = 0; i < from.Length; i++) integers[i] = long.CreateTruncating(from[i]);
    }
}
