using System.Diagnostics;
using System.Globalization;
using Suffice.Codecs.Tally;
using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Benchmarks.Comparison;

/// <summary>Tally's rANS decoders in turn, on one thread: nanoseconds for a symbol by each kernel. Prints Markdown.</summary>
internal static class KernelComparison
{
    private const int Symbols = 1 << 18, Pairs = 15;

    public static void Run()
    {
        Console.WriteLine("| symbols of a table | kernel | ns for a symbol | times faster than scalar |");
        Console.WriteLine("|---|---|---|---|");
        foreach (int alphabet in (int[])[3, 5, 8, 20, 100])
            Compare($"runs, {alphabet}", RunDecoders.All.Where(k => k.IsSupported).Select(k => (k.Name, Runs(k, alphabet))));
        foreach (int lanes in (int[])[DenseDecoders.FewLanes, DenseDecoders.ManyLanes])
            Compare($"predicted, 20, {lanes} lanes", DenseDecoders.All.Where(k => k.IsSupported).Select(k => (k.Name, Dense(k, lanes))));
    }

    private static void Compare(string what, IEnumerable<(string Name, Action Decode)> kernels)
    {
        (string Name, Action Decode)[] all = [.. kernels];
        double[][] times = [.. all.Select(_ => new double[Pairs])];
        for (int pair = -5; pair < Pairs; pair++)
            for (int k = 0; k < all.Length; k++)
            {
                long start = Stopwatch.GetTimestamp();
                all[k].Decode();
                if (pair >= 0) times[k][pair] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Symbols;
            }
        for (int k = 0; k < all.Length; k++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {all[k].Name} | {Median(times[k]):F2} | {Median([.. times[^1].Zip(times[k], (scalar, own) => scalar / own)]):F2} |"));
    }

    private static Action Runs(RunDecoder kernel, int alphabet)
    {
        RansTable table = new();
        table.Fill(Table(alphabet));
        byte[] words = Words(), symbols = new byte[Symbols + RunDecoders.Lanes];
        return () => RunDecoders.Decode(kernel, words, 0, words.Length - ByteSource.Slack, States(), table, Symbols, symbols);
    }

    private static Action Dense(DenseDecoder kernel, int lanes)
    {
        uint[] slots = new uint[FrequencyTable.Total], list = new uint[Symbols + 8];
        RansTable.FillSlots(Table(20).Parts, slots);
        byte[] words = Words(), symbols = new byte[Symbols + 8];
        return () => DenseDecoders.Decode(kernel, words, 0, words.Length - ByteSource.Slack, States(), lanes, slots, list, Symbols, symbols);
    }

    // Each symbol half as likely as the one before.
    private static FrequencyTable Table(int alphabet)
    {
        FrequencyTable table = new();
        uint[] histogram = new uint[256];
        for (int i = 0; i < alphabet; i++) histogram[i] = Math.Max(1, (1u << 20) >> Math.Min(i, 20));
        table.Normalise(histogram);
        return table;
    }

    private static byte[] Words()
    {
        byte[] words = new byte[2 * Symbols + ByteSource.Slack];
        new Random(1).NextBytes(words);
        return words;
    }

    private static uint[] States() => [.. Enumerable.Range(0, RunDecoders.Lanes).Select(i => (uint)(Rans.Lowest + i * 1_234_567))];

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
