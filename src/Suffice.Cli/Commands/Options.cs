using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Suffice.Cubes;

namespace Suffice.Cli.Commands;

/// <summary>Options that several commands share, so that they are spelled and checked alike.</summary>
internal static class Options
{
    public const long DefaultMemoryBytes = 1L << 30;

    public static Option<string?> Path() => new("--path") { Description = "Dataset within an HDF5 file; without it the cube is looked for", HelpName = "DATASET" };

    public static Option<ScanSize?> Scan() => new("--scan")
    {
        Description = "Rows and columns of the scan, such as 16x16, where the file says it wrongly or not at all",
        HelpName = "ROWSxCOLUMNS",
        CustomParser = result =>
        {
            if (ScanSize.TryParse(result.Tokens.Single().Value, out ScanSize scan)) return scan;
            result.AddError($"--scan takes rows and columns such as 16x16, not '{result.Tokens.Single().Value}'");
            return null;
        },
    };

    public static Option<TimeSpan?> Dwell() => new("--dwell")
    {
        Description = "Time at each position of a scan that is recorded as events (Timepix3), such as 10us; goes with --scan. "
            + "Without it lines, or the recording, are shared equally",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (DwellTime.TryParse(result.Tokens.Single().Value, out TimeSpan dwell)) return dwell;
            result.AddError($"--dwell takes a time such as 500ns, 10us or 1.5ms, not '{result.Tokens.Single().Value}'");
            return null;
        },
    };

    public static Option<int> Threads()
    {
        Option<int> option = new("--threads") { Description = "Number of threads that work", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        option.Validators.Add(result => AtLeast(result, option, 1));
        return option;
    }

    public static Option<ByteSize> Memory() => new("--memory")
    {
        Description = "Memory to stay within, such as 1GiB or 512MiB",
        HelpName = "SIZE",
        DefaultValueFactory = _ => new ByteSize(DefaultMemoryBytes),
        CustomParser = result =>
        {
            ByteSize least = new(64 << 20);
            string text = result.Tokens.Single().Value;
            if (!ByteSize.TryParse(text, out ByteSize size)) result.AddError($"--memory takes a size such as 1GiB, not '{text}'");
            else if (size.Bytes < least.Bytes) result.AddError($"--memory must be at least {least}");
            return size;
        },
    };

    public static Option<CubeShape?> Chunk() => new("--chunk")
    {
        Description = "Extents of a chunk: scan rows, scan columns, detector rows, detector columns; without it whole patterns",
        HelpName = "a,b,c,d",
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            string[] parts = text.Split(',');
            int[] extents = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int extent) ? extent : 0)];
            if (extents is [> 0, > 0, > 0, > 0]) return new CubeShape(extents[0], extents[1], extents[2], extents[3]);
            result.AddError($"--chunk takes four extents such as 1,16,256,256, not '{text}'");
            return null;
        },
    };

    /// <summary>Complains about a number below its least value.</summary>
    public static void AtLeast(OptionResult result, Option<int> option, int least)
    {
        if (result.Errors.Any() || result.Tokens.Count == 0) return;
        if (int.TryParse(result.Tokens[^1].Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value < least)
            result.AddError($"{option.Name} must be at least {least}, not {value}");
    }
}
