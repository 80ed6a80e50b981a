using System.Globalization;

namespace Suffice.Studies.Reporting;

/// <summary>Who coded, and with how many threads.</summary>
public sealed record StudyConfiguration(string Engine, int Threads)
{
    /// <summary>For people, such as <c>suffice, 2 threads</c>.</summary>
    public string Label => (Engine, Threads) switch
    {
        ("", _) => "an engine that is not recorded",
        (_, 0) => Engine,
        (_, 1) => $"{Engine}, 1 thread",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Engine}, {Threads} threads"),
    };
}
