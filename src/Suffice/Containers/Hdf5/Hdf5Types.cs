using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>HDF5 datatypes and our element types, both ways.</summary>
internal static class Hdf5Types
{
    private const int Integer = 0, Float = 1, Compound = 6, Enumeration = 8;

    private static readonly string[] ClassNames =
        ["integer", "float", "time", "string", "bit field", "opaque", "compound", "reference", "enumeration", "variable-length", "array"];

    /// <summary>The predefined standard type, such as H5T_STD_U16LE.</summary>
    public static long Standard(ElementType element, ByteOrder order)
    {
        string kind = element.IsFloat() ? "H5T_IEEE_F" : element.IsSigned() ? "H5T_STD_I" : "H5T_STD_U";
        return Hdf5Library.Predefined($"{kind}{8 * element.Bytes()}{(order == ByteOrder.BigEndian ? "BE" : "LE")}_g");
    }

    /// <summary>UTF-8 text of any length.</summary>
    public static Hdf5Id VariableText()
    {
        Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Tcopy(Hdf5Library.Predefined("H5T_C_S1_g")));
        _ = Hdf5Native.H5Tset_size(type, nuint.MaxValue);
        _ = Hdf5Native.H5Tset_cset(type, 1);
        return type;
    }

    /// <summary>
    /// The element type and order of an open datatype, or the reason why there is none. <c>Exact</c> is false when the
    /// stored bits need the library's conversion (12 bits in a 16-bit word, for instance).
    /// </summary>
    public static (ElementType? Element, ByteOrder Order, bool Exact, string Name) Describe(long type)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        int kind = Hdf5Native.H5Tget_class(type), bytes = (int)Hdf5Native.H5Tget_size(type);
        ByteOrder order = Hdf5Native.H5Tget_order(type) == 1 ? ByteOrder.BigEndian : ByteOrder.LittleEndian;
        string name = kind == Compound ? $"compound of {bytes} bytes (complex numbers, for instance)"
            : kind >= 0 && kind < ClassNames.Length ? $"{8 * bytes}-bit {ClassNames[kind]}" : "unknown";
        ElementType? element = kind is Integer or Float
            ? ElementTypes.Find(bytes, kind == Float, kind == Float || Hdf5Native.H5Tget_sign(type) == 1) : null;
        if (element is not { } found) return (null, order, false, kind == Enumeration ? "enumeration (a mask?)" : name);
        bool exact = (int)Hdf5Native.H5Tget_precision(type) == 8 * bytes && Hdf5Native.H5Tget_offset(type) == 0
            && Hdf5Native.H5Tequal(type, Standard(found, order)) > 0;
        return (found, order, exact, found.Name());
    }
}
