using Suffice.Packing;

namespace Suffice.Reductions.Records;

/// <summary>Names within a record; docs/decisions describes it.</summary>
internal static class RecordLayout
{
    public const int Version = 1;

    /// <summary>The certificate and what reading back needs; no other reader looks at it.</summary>
    public const string Group = PackedLayout.Group + "/record";

    /// <summary>UTF-8 JSON.</summary>
    public const string Certificate = Group + "/certificate";

    public const string Excluded = Group + "/excluded";

    /// <summary>Where strain is kept as patterns: the mean pattern, from whose lattice it begins.</summary>
    public const string MeanPattern = Group + "/mean_pattern";

    /// <summary>An array whose axes mean nothing to other readers.</summary>
    public static string Array(string representation) => $"{Group}/{representation}";

    /// <summary>Values that are the same for all positions.</summary>
    public static string Common(string representation, string name) => $"{Group}/common/{representation}/{name}";

    public static string Table(int number) => $"{PackedLayout.Tables}/record_{number}";
}
