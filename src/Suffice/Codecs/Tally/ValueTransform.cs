namespace Suffice.Codecs.Tally;

/// <summary>How samples become unsigned integers; the values are those of the format.</summary>
internal enum ValueTransformKind
{
    /// <summary>Not at all: the payload holds the samples' bytes.</summary>
    None = 0,

    /// <summary>The parameter, as a folded signed number, is added to the integer.</summary>
    Offset = 1,

    /// <summary>The integer divided by the parameter, both as numbers of the samples' type.</summary>
    Quotient = 2,

    /// <summary>The integer multiplied by the rounded reciprocal of the parameter.</summary>
    Reciprocal = 3,
}

/// <summary>How samples become unsigned integers.</summary>
/// <param name="IntegerBytes">Bytes of an integer: 1, 2 or 4; 0 without transform.</param>
internal readonly record struct ValueTransform(ValueTransformKind Kind, int IntegerBytes, ulong Parameter)
{
    public static bool IsKnown(byte code, ulong parameter) => (code & 15) switch
    {
        0 => code == 0 && parameter == 0,
        1 => (code >> 4) is 1 or 2 or 4,
        2 or 3 => (code >> 4) is 1 or 2 or 4 && parameter is > 0 and <= 1 << 16,
        _ => false,
    };
}
