namespace Suffice.Advice;

/// <summary>
/// One row of the table of purposes: what a user wants to do with a packed file, what is taken for it where nothing is
/// measured, and by which rule measurements decide.
/// </summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Codec">Name of the usual codec; programs with the usual plugins read it.</param>
/// <param name="ChunkBytes">How many bytes of samples a chunk usually has.</param>
/// <param name="Reason">Why, for the help.</param>
public sealed record Purpose(string Name, string Codec, long ChunkBytes, string Reason)
{
    /// <summary>The first is what is taken when nothing is said.</summary>
    public static readonly Purpose[] All =
    [
        new("archive", "blosc_zstd", 4 << 20, "small, and still fast") { First = AdviceGoal.Size, Tolerance = 0.03, Then = AdviceGoal.Packing },
        new("interactive", "blosc_lz4", 1 << 20, "few patterns in a chunk, quickly decoded")
        {
            First = AdviceGoal.Reading, Tolerance = 0.25, Then = AdviceGoal.Size, MostPatternSeconds = 0.010,
        },
        new("acquire", "blosc_lz4", 8 << 20, "keeps up with a detector") { First = AdviceGoal.Packing, Tolerance = 0.25, Then = AdviceGoal.Size },
        new("share", "shuffle_gzip_6", 1 << 20, "only filters that every HDF5 library has")
        {
            First = AdviceGoal.Size, Tolerance = 0.05, Then = AdviceGoal.Reading, Reach = FilterReach.Plain,
        },
    ];

    /// <summary>The measure that counts first.</summary>
    public required AdviceGoal First { get; init; }

    /// <summary>How far behind the best in it another may lie and still be taken: 0.03 is 3 %.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The measure that decides among those.</summary>
    public required AdviceGoal Then { get; init; }

    /// <summary>The longest time in which one pattern must be there, on one thread.</summary>
    public double MostPatternSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Who must at least be able to read the file.</summary>
    public FilterReach Reach { get; init; } = FilterReach.Suffice;

    /// <summary>The speed that is set against the size.</summary>
    public AdviceGoal Speed => First == AdviceGoal.Size ? Then : First;

    /// <summary>The purpose of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Purpose Named(string name) => All.FirstOrDefault(purpose => purpose.Name == name)
        ?? throw new ArgumentException($"--for takes {string.Join(", ", All.Select(purpose => purpose.Name))}, not '{name}'");
}
