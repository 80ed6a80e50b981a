using System.Runtime.InteropServices;
using Suffice.Cubes;
using Suffice.Cubes.Statistics;

namespace Suffice.Reductions;

/// <summary>Numbers in the type in which they are stored, and back.</summary>
internal static class StoredValues
{
    /// <summary>Rounds numbers to what their type can hold; whole numbers stay as they are.</summary>
    public static void Round(ElementType element, Span<double> values)
    {
        if (element != ElementType.Float32) return;
        foreach (ref double value in values) value = (float)value;
    }

    /// <summary>Writes numbers in this machine's byte order.</summary>
    public static void Write(ElementType element, ReadOnlySpan<double> values, Span<byte> bytes)
    {
        switch (element)
        {
            case ElementType.UInt8: Convert(values, bytes, static value => (byte)value); break;
            case ElementType.UInt16: Convert(values, bytes, static value => (ushort)value); break;
            case ElementType.UInt32: Convert(values, bytes, static value => (uint)value); break;
            case ElementType.UInt64: Convert(values, bytes, static value => (ulong)value); break;
            case ElementType.Int8: Convert(values, bytes, static value => (sbyte)value); break;
            case ElementType.Int16: Convert(values, bytes, static value => (short)value); break;
            case ElementType.Int32: Convert(values, bytes, static value => (int)value); break;
            case ElementType.Int64: Convert(values, bytes, static value => (long)value); break;
            case ElementType.Float32: Convert(values, bytes, static value => (float)value); break;
            default: MemoryMarshal.AsBytes(values).CopyTo(bytes); break;
        }
    }

    /// <summary>Reads numbers.</summary>
    public static void Read(ElementType element, ReadOnlySpan<byte> bytes, Span<double> values)
    {
        switch (element)
        {
            case ElementType.UInt8: Convert<byte>(bytes, values); break;
            case ElementType.UInt16: Convert<ushort>(bytes, values); break;
            case ElementType.UInt32: Convert<uint>(bytes, values); break;
            case ElementType.UInt64: Convert<ulong>(bytes, values); break;
            case ElementType.Int8: Convert<sbyte>(bytes, values); break;
            case ElementType.Int16: Convert<short>(bytes, values); break;
            case ElementType.Int32: Convert<int>(bytes, values); break;
            case ElementType.Int64: Convert<long>(bytes, values); break;
            case ElementType.Float32: Convert<float>(bytes, values); break;
            default: Convert<double>(bytes, values); break;
        }
    }

    /// <summary>The smallest type of the same kind that holds the sum of so many samples.</summary>
    public static ElementType SumOf(ElementType element, long samples)
    {
        if (samples == 1 || element is ElementType.Float32 or ElementType.Float64) return element;
        int bits = 8 * element.Bytes() + (int)Math.Ceiling(Math.Log2(samples));
        int bytes = bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
        return ElementTypes.Find(bytes, isFloat: false, element.IsSigned())!.Value;
    }

    private static void Convert<T>(ReadOnlySpan<double> values, Span<byte> bytes, Func<double, T> convert) where T : unmanaged
    {
        Span<T> typed = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++) typed[i] = convert(values[i]);
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<double> values) where T : unmanaged
    {
        ReadOnlySpan<T> typed = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++) values[i] = Samples.ToDouble(typed[i]);
    }
}
