using System.Globalization;
using Suffice.Chunks;

namespace Suffice.Benchmarks.Comparison;

/// <summary>
/// Tally's rule, chunk by chunk: none is larger than the best general codec's by more than 1 % and 64 bytes, the room for a header that
/// the codecs do not have, nor than its samples by more than 64 bytes. Prints Markdown, a line for each file, chunk shape and effort.
/// </summary>
internal static class ChunkMargins
{
    public const string Usage = "margins FILE... [--chunk 32x32,4x4,1x1] [--chunks 24] [--path DATASET]";

    private const double MostLarger = 1.01;
    private const int MostOverhead = 64;

    private sealed class Tally
    {
        public int Over { get; set; }

        public int OverSamples { get; set; }

        public double Worst { get; set; }

        public (int Bytes, int Least) WorstBytes { get; set; }

        public string Best { get; set; } = "";

        public double SumOfLogs { get; set; }

        public void Add(int bytes, string best, int least, int samples)
        {
            double part = (double)bytes / least;
            SumOfLogs -= Math.Log(part);
            if (bytes > MostLarger * least + MostOverhead) Over++;
            if (bytes > samples + MostOverhead) OverSamples++;
            if (part > Worst) (Worst, WorstBytes, Best) = (part, (bytes, least), best);
        }
    }

    public static void Run(string[] arguments)
    {
        string[] shapes = ["32x32", "4x4", "1x1"];
        string? path = null;
        int most = 24;
        List<string> files = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--chunk": shapes = arguments[++i].Split(','); break;
                case "--chunks": most = int.Parse(arguments[++i], CultureInfo.InvariantCulture); break;
                case "--path": path = arguments[++i]; break;
                default: files.Add(arguments[i]); break;
            }
        }
        if (files.Count == 0) throw new ArgumentException(Usage);
        Console.WriteLine("| file | chunk | codec | chunks | best general codec: times larger, geometric mean | largest part of its size | bytes | that codec | above 1 % + 64 bytes | above samples + 64 bytes |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (string file in files)
            foreach (string shape in shapes) Compare(file, path, shape, most);
    }

    private static void Compare(string file, string? path, string shape, int most)
    {
        if (shape.Split('x') is not [var rows, var columns]) throw new ArgumentException(Usage);
        using ComparedCube cube = new(file, int.Parse(rows, CultureInfo.InvariantCulture), int.Parse(columns, CultureInfo.InvariantCulture), path);
        int chunks = Math.Min(most, cube.Chunks);
        Tally[] tallies = [.. ComparedCodec.Own.Select(_ => new Tally())];
        for (int k = 0; k < chunks; k++)
        {
            (ChunkSpec chunk, byte[] samples) = cube.Read((int)((long)k * cube.Chunks / chunks));
            byte[] encoded = new byte[samples.Length + samples.Length / 8 + 65536], decoded = new byte[samples.Length];
            (string best, int least) = Best(chunk, samples, encoded);
            for (int i = 0; i < tallies.Length; i++)
            {
                ComparedCodec codec = ComparedCodec.Own[i].Make(chunk);
                int length = codec.Encode(samples, encoded);
                codec.Decode(encoded.AsSpan(0, length), decoded);
                if (!decoded.AsSpan().SequenceEqual(samples)) throw new InvalidOperationException($"{codec.Name} gives back something else");
                tallies[i].Add(length, best, least, samples.Length);
            }
        }
        for (int i = 0; i < tallies.Length; i++) Print($"{Path.GetFileName(file)}{path}", shape, ComparedCodec.Own[i].Name, chunks, tallies[i]);
    }

    private static (string Name, int Bytes) Best(ChunkSpec chunk, byte[] samples, byte[] encoded)
    {
        (string Name, int Bytes) best = ("none", samples.Length);
        foreach ((string name, Func<ChunkSpec, ComparedCodec> make) in ComparedCodec.General)
        {
            int length = make(chunk).Encode(samples, encoded);
            if (length > 0 && length < best.Bytes) best = (name, length);
        }
        return best;
    }

    private static void Print(string file, string shape, string codec, int chunks, Tally tally) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {file} | {shape} | {codec} | {chunks} | {Math.Exp(tally.SumOfLogs / chunks):F3} | {100 * tally.Worst:F1} % | {tally.WorstBytes.Bytes} / {tally.WorstBytes.Least} | {tally.Best} | {tally.Over} | {tally.OverSamples} |"));
}
