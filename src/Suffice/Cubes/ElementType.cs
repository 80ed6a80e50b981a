namespace Suffice.Cubes;

/// <summary>The type of one sample of a datacube.</summary>
public enum ElementType
{
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Int8,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
}

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    private static readonly (int Bytes, string Name, bool IsFloat, bool IsSigned)[] Facts =
    [
        (1, "uint8", false, false),
        (2, "uint16", false, false),
        (4, "uint32", false, false),
        (8, "uint64", false, false),
        (1, "int8", false, true),
        (2, "int16", false, true),
        (4, "int32", false, true),
        (8, "int64", false, true),
        (4, "float32", true, true),
        (8, "float64", true, true),
    ];

    /// <summary>Bytes of one sample: 1, 2, 4 or 8.</summary>
    public static int Bytes(this ElementType element) => Facts[(int)element].Bytes;

    /// <summary>The name that numpy uses, such as <c>uint16</c>.</summary>
    public static string Name(this ElementType element) => Facts[(int)element].Name;

    public static bool IsFloat(this ElementType element) => Facts[(int)element].IsFloat;

    public static bool IsSigned(this ElementType element) => Facts[(int)element].IsSigned;

    /// <summary>All element types, in the order of the enumeration.</summary>
    public static IReadOnlyList<ElementType> All { get; } = Enum.GetValues<ElementType>();

    /// <summary>The element type with this size and kind, or null where there is none.</summary>
    public static ElementType? Find(int bytes, bool isFloat, bool isSigned)
    {
        int i = Array.FindIndex(Facts, f => f.Bytes == bytes && f.IsFloat == isFloat && f.IsSigned == isSigned);
        return i < 0 ? null : (ElementType)i;
    }
}
