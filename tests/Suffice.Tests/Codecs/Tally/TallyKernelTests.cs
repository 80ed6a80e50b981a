using Suffice.Chunks;
using Suffice.Codecs.Tally;
using Suffice.Codecs.Tally.Kernels;
using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests.Codecs.Tally;

public sealed class TallyKernelTests
{
    [Theory]
    [InlineData(2), InlineData(5), InlineData(8), InlineData(9), InlineData(200)]
    public void Runs_are_decoded_by_every_kernel_as_by_the_scalar_one(int symbols)
    {
        Random random = new(symbols);
        FrequencyTable table = new();
        uint[] histogram = new uint[256];
        for (int i = 0; i < symbols; i++) histogram[i] = (uint)random.Next(1, 1000);
        table.Normalise(histogram);
        RansTable slots = new();
        slots.Fill(table);
        byte[] bytes = new byte[20_000];
        random.NextBytes(bytes);
        foreach (RunDecoder kernel in RunDecoders.All)
        {
            if (!kernel.IsSupported) Assert.Skip($"this processor has no {kernel.Name}");
            foreach (int count in (int[])[1, 31, 32, 33, 1000, 4096])
            {
                (uint[] states, byte[] decoded, int at) = Run(kernel, count);
                (uint[] expectedStates, byte[] expected, int expectedAt) = Run(RunDecoders.All[^1], count);
                Assert.Equal(expectedAt, at);
                Assert.Equal(expected[..count], decoded[..count]);
                Assert.Equal(expectedStates, states);
            }
        }

        (uint[], byte[], int) Run(RunDecoder kernel, int count)
        {
            uint[] states = [.. Enumerable.Range(0, 32).Select(i => (uint)(65536 + i * 1_234_567))];
            byte[] decoded = new byte[count + 32];
            return (states, decoded, RunDecoders.Decode(kernel, bytes, 0, 19_000, states, slots, count, decoded));
        }
    }

    [Theory]
    [InlineData(1), InlineData(15), InlineData(16), InlineData(70)]
    public void Rates_and_classes_of_rows_are_those_of_the_definition(int width)
    {
        Random random = new(width);
        RowRates rates = new();
        rates.Begin(new(2, 1, 2, 5, 3, 0.3f), width, 8 * width);
        float[] predicted = new float[width + 16];
        byte[] classes = new byte[width + 16];
        for (int pattern = 0; pattern < 4; pattern++)
        {
            rates.BeginPattern();
            for (int y = 0; y < 8; y++)
            {
                rates.Predict(predicted, classes);
                for (int x = 0; x < width; x++)
                {
                    Assert.Equal(BitConverter.SingleToUInt32Bits(rates.PredictScalar(x)), BitConverter.SingleToUInt32Bits(predicted[x]));
                    Assert.Equal(RateLadder.Class(predicted[x]), classes[x]);
                    rates.Row[x] = (ushort)(random.Next(8) == 0 ? random.Next(70_000) : random.Next(4));
                }
                rates.EndRow();
            }
            rates.EndPattern();
        }
    }

    [Fact]
    public void Rates_of_a_scan_are_those_of_the_definition()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [3, 3, 13, 21]);
        CubeShape shape = TallyChunks.Shape(chunk);
        ushort[] samples = new ushort[chunk.Samples];
        Buffer.BlockCopy(TallyChunks.Counts(chunk, 8), 0, samples, 0, chunk.Bytes);
        TileMap map = new();
        map.Begin(13 * 21);
        for (int i = 0; i < 13 * 21; i++) map.Classes[i] = (byte)(i % 50);
        ScanParameters parameters = new() { Far = 16, Near = 64, Own = 256 };
        parameters.SetReferences([(0, 1, 8), (1, -1, 3)]);
        ScanRates<ushort> rates = new();
        rates.Begin(parameters, shape, map);
        for (int frame = 0; frame < 9; frame++)
        {
            rates.Predict(samples, frame);
            for (int i = 0; i < 13 * 21; i++)
                Assert.Equal(BitConverter.SingleToUInt32Bits(rates.PredictScalar(samples, frame, i)), BitConverter.SingleToUInt32Bits(rates.Rates[i]));
        }
    }

    [Theory]
    [InlineData(1), InlineData(7), InlineData(16), InlineData(45)]
    public void Rates_corrected_by_the_rows_above_are_those_of_the_definition(int width)
    {
        Random random = new(width);
        RowCorrection correction = new();
        float[] expected = new float[width], rates = new float[width + 16];
        ushort[] row = new ushort[width];
        for (int pattern = 0; pattern < 2; pattern++)
        {
            correction.BeginPattern(width, 16);
            for (int y = 0; y < 9; y++)
            {
                for (int x = 0; x < width; x++) (expected[x], row[x]) = (random.NextSingle() * 40, (ushort)random.Next(60));
                correction.Correct(expected, rates);
                if (y == 0) Assert.Equal(expected, rates[..width]);
                for (int x = 0; x < width; x++)
                    Assert.Equal(BitConverter.SingleToUInt32Bits(correction.CorrectScalar(x)), BitConverter.SingleToUInt32Bits(rates[x]));
                correction.EndRow<ushort>(row);
            }
        }
    }

    [Fact]
    public void Classes_rise_with_the_rate_over_the_whole_ladder()
    {
        int before = 0;
        HashSet<int> seen = [];
        for (double rate = 1e-6; rate < 1e7; rate *= 1.01)
        {
            int c = RateLadder.Class((float)rate);
            Assert.InRange(c, before, RateLadder.Count - 1);
            seen.Add(before = c);
        }
        Assert.Equal(RateLadder.Count, seen.Count);
    }

    [Fact]
    public void Checksums_are_those_of_zlib_for_every_length()
    {
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        byte[] bytes = new byte[600];
        new Random(1).NextBytes(bytes);
        for (int length = 0; length < bytes.Length; length++)
        {
            uint expected = ~Crc32.AppendScalar(uint.MaxValue, bytes.AsSpan(0, length));
            Assert.Equal(expected, Crc32.Of(bytes.AsSpan(0, length)));
            Assert.Equal(expected, Crc32.Append(Crc32.Of(bytes.AsSpan(0, length / 3)), bytes.AsSpan(length / 3, length - length / 3)));
        }
    }

    [Theory]
    [InlineData(2), InlineData(5), InlineData(8), InlineData(9), InlineData(128)]
    public void Runs_are_encoded_by_every_kernel_as_by_the_scalar_one(int symbolCount)
    {
        Random random = new(symbolCount);
        FrequencyTable table = new();
        RansSymbol[] symbols = new RansSymbol[256];
        uint[] histogram = new uint[256];
        for (int round = 0; round < 20; round++)
        {
            // From all alike to one that has nearly everything.
            for (int i = 0; i < symbolCount; i++) histogram[i] = (uint)Math.Pow(random.NextDouble() * 10, 1 + round / 4.0) + 1;
            table.Normalise(histogram);
            RansSymbol.Fill(table, symbols);
            byte[] run = new byte[random.Next(3000)];
            for (int i = 0; i < run.Length; i++) run[i] = (byte)(random.Next(2) == 0 ? random.Next(symbolCount) : table.Parts.IndexOf(table.Parts.ToArray().Max()));
            (uint[] expectedStates, ushort[] expected) = Run(RunEncoders.All[^1], run);
            foreach (RunEncoder kernel in RunEncoders.All)
            {
                if (!kernel.IsSupported) Assert.Skip($"this processor has no {kernel.Name}");
                (uint[] states, ushort[] words) = Run(kernel, run);
                Assert.Equal(expectedStates, states);
                Assert.Equal(expected, words);
            }
        }

        (uint[], ushort[]) Run(RunEncoder kernel, byte[] run)
        {
            uint[] states = [.. Enumerable.Range(0, 32).Select(i => (uint)(65536 + i * 123_456_789L % (uint.MaxValue - 65536)))];
            ushort[] words = new ushort[run.Length + RunEncoders.Slack];
            int at = RunEncoders.Put(kernel, states, words, words.Length, symbols, symbolCount, run);
            return (states, words[at..]);
        }
    }

    [Fact]
    public void Division_by_multiplication_is_exact()
    {
        Random random = new(1);
        FrequencyTable table = new();
        RansSymbol[] symbols = new RansSymbol[2];
        for (uint parts = 1; parts < FrequencyTable.Total; parts++)
        {
            table.Share([parts - 1, FrequencyTable.Total - 1 - parts]);
            RansSymbol.Fill(table, symbols);
            uint own = (uint)FrequencyTable.Total - symbols[0].OtherParts, limit = symbols[0].Limit;
            foreach (uint x in (uint[])[0, 1, own - 1, own, limit - 1, limit - own, limit - own - 1, (uint)random.NextInt64(limit)])
                Assert.Equal(x / own, (uint)((x * symbols[0].Multiplier) >> RansSymbol.QuotientShift));
        }
    }
}
