using System.Collections.Immutable;
using System.CommandLine;
using Suffice.Reductions.Sufficiency;
using Suffice.Views;

namespace Suffice.Cli.Commands;

/// <summary>The options that name targets, tolerances and latitudes, for the commands that reduce and audit.</summary>
internal sealed class TargetOptions
{
    public Option<string[]> Targets { get; } = new("--target")
    {
        Description = "A view that has to be had from the record, such as adf:75-130mrad, com or strain; see suffice image --help. "
            + "adf without radii is the ring from twice the disc's radius to the detector's edge",
        HelpName = "VIEW",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Tolerances { get; } = new("--tolerance")
    {
        Description = "Largest error: TARGET=0.1sigma (parts of the shot noise), TARGET=1% or TARGET=5e-4 (its own unit); RMS over the scan, "
            + "or @p99 or @max behind it; of labels the part that are others. Without TARGET= for all. 0.1sigma unless given, of labels 1%",
        HelpName = "TARGET=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>What was asked for, with the tolerance and latitude of each.</summary>
    /// <exception cref="UsageException">They do not fit together.</exception>
    public ImmutableArray<(ViewRequest, Tolerance?, Latitude?)> Read(ParseResult parsed, Option<string[]>? latitudes = null)
    {
        ViewRequest[] requests = [.. (parsed.GetValue(Targets) ?? []).Select(Request)];
        Dictionary<string, string> tolerances = Assignments(parsed.GetValue(Tolerances) ?? [], requests, "--tolerance");
        Dictionary<string, string> chosen = latitudes is null ? [] : Assignments(parsed.GetValue(latitudes) ?? [], requests, "--latitude");
        return [.. requests.Select(request => (
            request, Find(tolerances, request) is { } tolerance ? Checked(() => Tolerance.Parse(tolerance)) : null,
            Find(chosen, request) is { } latitude ? Checked(() => Latitude.Parse(latitude)) : null))];
    }

    private static string? Find(Dictionary<string, string> values, ViewRequest request) => values.GetValueOrDefault(request.Text) ?? values.GetValueOrDefault("");

    private static ViewRequest Request(string text) => Checked(() =>
    {
        ViewRequest request = ViewRequest.Parse(text);
        _ = ViewKinds.Of(request);
        return request;
    });

    // TARGET=VALUE, or VALUE for all targets.
    private static Dictionary<string, string> Assignments(string[] given, ViewRequest[] requests, string option)
    {
        Dictionary<string, string> values = [];
        foreach (string text in given)
        {
            int at = text.LastIndexOf('=');
            string target = at < 0 ? "" : text[..at].Trim();
            if (at >= 0 && requests.FirstOrDefault(request => request.Text == target || request.Name == target) is not { } request)
                throw new UsageException($"{option} {text} is for a target that was not asked for; there are {string.Join(", ", requests.Select(r => r.Text))}");
            else if (at >= 0) target = requests.First(r => r.Text == target || r.Name == target).Text;
            string value = text[(at + 1)..].Trim();
            if (values.TryGetValue(target, out string? other) && other != value)
                throw new UsageException($"{option} contradicts itself: {(target.Length == 0 ? "" : target + " is to be ")}{other} and {value}");
            values[target] = value;
        }
        return values;
    }

    private static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
