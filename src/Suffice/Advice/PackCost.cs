using System.Diagnostics;
using System.Security.Cryptography;
using Suffice.Cubes;

namespace Suffice.Advice;

/// <summary>What packing spends besides its codec, in seconds for each byte.</summary>
/// <param name="Feeding">For each byte of samples: reading the source and digesting its files, on one thread.</param>
/// <param name="Digesting">For each byte of samples: digesting them, on another.</param>
/// <param name="Storing">For each stored byte: writing it, bringing it to the disk and reading it again.</param>
internal readonly record struct PackCost(double Feeding, double Digesting, double Storing)
{
    private const long BlockBytes = 16 << 20;
    private const int Places = 4;

    /// <summary>Measures it in a few places of a source, the digest running beside the reading as it does in packing.</summary>
    public static PackCost Measure(OpenedCube opened)
    {
        Cube cube = opened.Cube;
        CubeRegion[] blocks = Blocks(opened.Reader);
        using SampleBuffer samples = new(blocks.Max(block => block.Extent.Samples) * cube.Element.Bytes());
        using SampleBuffer other = new(Math.Min(samples.Length, BlockBytes));
        double read = 0, bytes = 0, digested = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            Task<double> digesting = Task.Run(() => Seconds(() => SHA256.HashData(other.Span())));
            int length = checked((int)(blocks[i].Extent.Samples * cube.Element.Bytes()));
            double reading = Seconds(() => opened.Reader.Read(blocks[i], samples.Span(0, length), threads: 1));
            double digest = digesting.Result;
            // The first is for the compiler.
            if (i == 0 && blocks.Length > 1) continue;
            (read, bytes, digested) = (read + reading, bytes + length, digested + digest / other.Length * length);
        }
        double fileBytes = opened.Files.Sum(file => new FileInfo(file).Length);
        return new PackCost((read + digested * fileBytes / cube.Bytes) / bytes, digested / bytes, Store());
    }

    private static double Store()
    {
        byte[] bytes = new byte[BlockBytes];
        new Random(1).NextBytes(bytes);
        string path = Path.GetTempFileName();
        try
        {
            double seconds = Seconds(() =>
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                file.Write(bytes);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                file.ReadExactly(bytes);
            });
            return seconds / bytes.Length;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>
    /// The speed of packing with a codec: its threads, the reading one and the digesting one share the processors, and none
    /// of them can be faster than on a processor of its own.
    /// </summary>
    /// <param name="codec">Seconds for each byte that encoding and checking take on one thread.</param>
    /// <param name="stored">Stored bytes for each byte of samples.</param>
    /// <param name="threads">Threads that encode.</param>
    public Interval Packing(Interval codec, double stored, int threads)
    {
        PackCost cost = this;
        double Seconds(double coding) => stored * cost.Storing + Math.Max(
            Math.Max((coding + cost.Feeding + cost.Digesting) / Environment.ProcessorCount, coding / threads), Math.Max(cost.Feeding, cost.Digesting));
        return new Interval(Seconds(codec.Value), Seconds(codec.Low), Seconds(codec.High)).Under(1);
    }

    // Whole blocks of the file, as packing reads them: none is decoded twice.
    private static CubeRegion[] Blocks(ICubeReader reader)
    {
        CubeShape shape = reader.Cube.Shape, block = reader.BlockShape;
        long patterns = Math.Max(1, BlockBytes / reader.Cube.PatternBytes);
        int columns = (int)Math.Min(shape.ScanX, RoundedUp(patterns / block.ScanY, block.ScanX));
        int rows = columns < shape.ScanX ? Math.Min(block.ScanY, shape.ScanY) : (int)Math.Min(shape.ScanY, RoundedUp(patterns / columns, block.ScanY));
        int parts = (shape.ScanY + rows - 1) / rows;
        return
        [
            .. from place in Enumerable.Range(0, Places)
               let row = place * parts / Places * rows
               select new CubeRegion(row, 0, 0, 0, shape with { ScanY = Math.Min(rows, shape.ScanY - row), ScanX = columns }),
        ];
    }

    private static long RoundedUp(long count, int step) => Math.Max(1, (count + step - 1) / step) * step;
}
