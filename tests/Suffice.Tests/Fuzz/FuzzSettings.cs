using System.Globalization;

namespace Suffice.Tests.Fuzz;

/// <summary>What the environment asks for; the defaults are the short profile that runs with all tests.</summary>
internal static class FuzzSettings
{
    private const long ShortProfile = 40_000;
    private const long DefaultSeed = 20_260;

    /// <summary>Inputs in all targets together.</summary>
    public static long Iterations { get; } = Number("SUFFICE_FUZZ_ITERATIONS", ShortProfile);

    public static long Seed { get; } = Number("SUFFICE_FUZZ_SEED", DefaultSeed);

    /// <summary>Names of the targets that get all of these inputs each; empty: all targets share them.</summary>
    public static string[] Targets { get; } = (Environment.GetEnvironmentVariable("SUFFICE_FUZZ_TARGETS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Folder for the journals that eng/fuzz.sh reads; null without it.</summary>
    public static string? JournalFolder { get; } =
        Environment.GetEnvironmentVariable("SUFFICE_FUZZ_JOURNAL") is { Length: > 0 } folder ? folder : null;

    private static long Number(string name, long absent) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number : absent;
}
