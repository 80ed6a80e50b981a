namespace Suffice.Packing;

/// <summary>Names within a packed file; docs/decisions/0008-packed-files.md describes them.</summary>
internal static class PackedLayout
{
    public const int Version = 1;

    /// <summary>Everything that packing adds and no other reader looks at.</summary>
    public const string Group = "/suffice";

    public const string Seal = Group + "/seal";

    public const string Tables = Group + "/checksums";

    public const string CubeTable = Tables + "/cube";

    /// <summary>Sums over bins of detector pixels, for looking at the cube before it is decoded.</summary>
    public const string Preview = Group + "/preview/sums";

    public const string Originals = Group + "/original";

    /// <summary>Where the cube of a file that is not HDF5 goes: EMD 1.0's datacube.</summary>
    public const string Cube = "/datacube_root/datacube/data";

    /// <summary>Attribute of <see cref="Group"/>: what the cube is stored as, where it is not a dataset of samples.</summary>
    public const string Form = "form", EventsForm = "events";

    public static string Original(int number) => $"{Originals}/{number}";

    /// <summary>What an HDF5 file holds besides the images that went into the cube.</summary>
    public static string Tree(int number) => $"{Group}/tree/{number}";

    public static string RestTable(int number) => $"{Tables}/original_{number}";
}
