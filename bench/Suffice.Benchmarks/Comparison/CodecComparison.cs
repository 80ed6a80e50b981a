using System.Diagnostics;
using System.Globalization;
using Suffice.Chunks;

namespace Suffice.Benchmarks.Comparison;

/// <summary>
/// Codecs on the chunks of whole files, on one thread: ratio, part of the known bound, and processor times that alternate with
/// those of the stock library. Every chunk is compared after decoding. Prints Markdown.
/// </summary>
internal static class CodecComparison
{
    public const string Usage = "compare FILE... [--chunk 32x32] [--pairs 0] [--chunks N] [--codecs a,b]";

    private sealed class Column(string name)
    {
        public string Name => name;

        public long EncodedBytes { get; set; }

        // Seconds over all chunks, one for each round.
        public double[] EncodeSeconds { get; set; } = [];

        public double[] DecodeSeconds { get; set; } = [];
    }

    public static void Run(string[] arguments)
    {
        (int y, int x, int pairs, int most) = (32, 32, 0, int.MaxValue);
        string[] names = [.. ComparedCodec.All.Select(codec => codec.Name)];
        List<string> files = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--chunk": (y, x) = arguments[++i].Split('x') is [var rows, var columns] ? (Number(rows), Number(columns)) : throw new ArgumentException(Usage); break;
                case "--pairs": pairs = Number(arguments[++i]); break;
                case "--chunks": most = Number(arguments[++i]); break;
                case "--codecs": names = arguments[++i].Split(','); break;
                default: files.Add(arguments[i]); break;
            }
        }
        if (files.Count == 0) throw new ArgumentException(Usage);
        Console.WriteLine("| set | codec | ratio | of the bound | in MB/s | out MB/s | times the stock library's: in | out |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (string file in files) Compare(file, y, x, pairs, most, names);
    }

    private static void Compare(string file, int y, int x, int pairs, int most, string[] names)
    {
        using ComparedCube cube = new(file, y, x);
        Column[] columns = [.. ComparedCodec.All.Where(codec => names.Contains(codec.Name)).Select(codec => new Column(codec.Name))];
        foreach (Column column in columns) (column.EncodeSeconds, column.DecodeSeconds) = (new double[Math.Max(1, pairs)], new double[Math.Max(1, pairs)]);
        int chunks = Math.Min(most, cube.Chunks);
        long raw = 0;
        ChunkSpec? last = null;
        ComparedCodec[] codecs = [];
        byte[] encoded = [], decoded = [];
        for (int k = 0; k < chunks; k++)
        {
            (ChunkSpec chunk, byte[] samples) = cube.Read((int)((long)k * cube.Chunks / chunks));
            raw += samples.Length;
            if (chunk != last && last?.Extents.SequenceEqual(chunk.Extents) != true)
            {
                codecs = [.. columns.Select(column => ComparedCodec.All.First(codec => codec.Name == column.Name).Make(chunk))];
                (encoded, decoded) = (new byte[samples.Length + samples.Length / 8 + 65536], new byte[samples.Length]);
                last = chunk;
                // The first calls compile the code; with times, they do so before.
                if (pairs > 0) foreach (ComparedCodec codec in codecs) WarmUp(codec, samples, encoded, decoded);
            }
            for (int round = 0; round < Math.Max(1, pairs); round++)
                for (int i = 0; i < codecs.Length; i++) Measure(codecs[i], columns[i], round, samples, encoded, decoded);
        }
        double? bound = cube.BoundBytes * raw / cube.Cube.Bytes;
        Column? reference = columns.FirstOrDefault(column => column.Name == ComparedCodec.Reference);
        foreach (Column column in columns) Print(Path.GetFileNameWithoutExtension(file), column, reference, raw, bound, pairs);
        Console.WriteLine();
    }

    private static void WarmUp(ComparedCodec codec, byte[] samples, byte[] encoded, byte[] decoded)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 5 && Stopwatch.GetElapsedTime(start).TotalSeconds < 2; i++) codec.Decode(encoded.AsSpan(0, codec.Encode(samples, encoded)), decoded);
    }

    private static void Measure(ComparedCodec codec, Column column, int round, byte[] samples, byte[] encoded, byte[] decoded)
    {
        double start = ThreadClock.Seconds;
        int length = codec.Encode(samples, encoded);
        double between = ThreadClock.Seconds;
        codec.Decode(encoded.AsSpan(0, length), decoded);
        column.EncodeSeconds[round] += between - start;
        column.DecodeSeconds[round] += ThreadClock.Seconds - between;
        if (round > 0) return;
        column.EncodedBytes += length;
        if (!decoded.AsSpan().SequenceEqual(samples)) throw new InvalidOperationException($"{codec.Name} gives back something else");
    }

    private static void Print(string set, Column column, Column? reference, long raw, double? bound, int pairs)
    {
        string part = bound is { } bytes ? $"{100 * bytes / column.EncodedBytes:F1} %" : "";
        string times = "| | | ";
        if (pairs > 0)
        {
            times = $"{raw / Median(column.EncodeSeconds) / 1e6:F0} | {raw / Median(column.DecodeSeconds) / 1e6:F0} | ";
            times += reference is null ? "| " : $"{Ratio(reference.EncodeSeconds, column.EncodeSeconds)} | {Ratio(reference.DecodeSeconds, column.DecodeSeconds)} ";
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {set} | {column.Name} | {(double)raw / column.EncodedBytes:F2} | {part} | {times}|"));
    }

    // Median of the rounds' ratios, smallest to largest.
    private static string Ratio(double[] of, double[] by)
    {
        double[] ratios = [.. of.Zip(by, (a, b) => a / b).Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{Median(ratios):F2} ({ratios[0]:F2}-{ratios[^1]:F2})");
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
