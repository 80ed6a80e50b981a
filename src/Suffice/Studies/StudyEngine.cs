using System.Collections.Immutable;

namespace Suffice.Studies;

/// <summary>Who codes and stores the chunks.</summary>
/// <param name="Name">Name in <c>runs.csv</c> and on the command line.</param>
public sealed record StudyEngine(string Name)
{
    /// <summary>This library: its own codecs on all threads.</summary>
    public static readonly StudyEngine Own = new(StudyRow.OwnEngine);

    /// <summary>The HDF5 library with the stock filters, through <c>H5Dwrite</c> and <c>H5Dread</c>.</summary>
    public static readonly StudyEngine Stock = new("libhdf5");

    /// <summary>The engines that a user names: one, or <c>both</c>.</summary>
    /// <exception cref="ArgumentException">There is no such engine.</exception>
    public static ImmutableArray<StudyEngine> Select(string name) => name switch
    {
        "suffice" => [Own],
        "libhdf5" => [Stock],
        "both" => [Own, Stock],
        _ => throw new ArgumentException($"--engine takes suffice, libhdf5 or both, not '{name}'"),
    };
}
