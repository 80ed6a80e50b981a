using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Codecs;

/// <summary>What every filter has to pass.</summary>
internal static class FilterChecks
{
    /// <summary>Generates one of these values.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static byte[] Encode(IChunkFilter filter, ReadOnlySpan<byte> source)
    {
        byte[] encoded = new byte[filter.MaxEncodedLength(source.Length)];
        return encoded[..filter.Encode(source, encoded)];
    }

    public static byte[] Decode(IChunkFilter filter, ReadOnlySpan<byte> encoded, int length)
    {
        byte[] decoded = new byte[length];
        Assert.Equal(length, filter.Decode(encoded, decoded));
        return decoded;
    }

    /// <summary>What was encoded decodes to itself; a filter may refuse to encode, and says so with 0.</summary>
    public static void RoundTrips(IChunkFilter filter, byte[] source, bool mustEncode = false)
    {
        byte[] encoded = Encode(filter, source);
        if (mustEncode) Assert.NotEmpty(encoded);
        if (encoded.Length > 0) Assert.Equal(source, Decode(filter, encoded, source.Length));
    }

    /// <summary>A stream cut at every byte, and with every bit turned, is refused or decodes to something.</summary>
    public static void SurvivesDamage(IChunkFilter filter, byte[] source)
    {
        byte[] encoded = Encode(filter, source);
        Assert.NotEmpty(encoded);
        byte[] decoded = new byte[source.Length];
        for (int length = 0; length < encoded.Length; length++) TryDecode(filter, encoded[..length], decoded);
        for (int bit = 0; bit < 8 * encoded.Length; bit++)
        {
            encoded[bit / 8] ^= (byte)(1 << bit % 8);
            TryDecode(filter, encoded, decoded);
            encoded[bit / 8] ^= (byte)(1 << bit % 8);
        }
        Random random = new(7);
        byte[] noise = new byte[64];
        for (int i = 0; i < 2000; i++)
        {
            random.NextBytes(noise);
            encoded.AsSpan(0, Math.Min(i % 13, encoded.Length)).CopyTo(noise);
            TryDecode(filter, noise, decoded);
        }
        Assert.Equal(source, Decode(filter, encoded, source.Length));
    }

    /// <summary>Neither smaller nor larger room than the bytes take is mistaken for theirs.</summary>
    public static void RefusesTooLittleRoom(IChunkFilter filter, byte[] source)
    {
        byte[] encoded = Encode(filter, source);
        Assert.Throws<InvalidDataException>(() => filter.Decode(encoded, new byte[source.Length - 1]));
        Assert.Equal(0, filter.Encode(source, new byte[encoded.Length / 2]));
    }

    /// <summary>One chunk in which every kind of data has its part.</summary>
    public static byte[] Mixed(ChunkSpec chunk)
    {
        byte[] bytes = new byte[chunk.Bytes];
        int part = chunk.Samples / SampleData.Kinds.Length * chunk.Element.Bytes();
        for (int i = 0; i < SampleData.Kinds.Length; i++)
        {
            int from = i * part, to = i == SampleData.Kinds.Length - 1 ? bytes.Length : from + part;
            SampleData.Make(chunk, SampleData.Kinds[i], i).AsSpan(from..to).CopyTo(bytes.AsSpan(from));
        }
        return bytes;
    }

    /// <summary>Our chunk is read by h5py, and h5py's by us; gives the lengths of both.</summary>
    public static (int Ours, int Stock) DecodesBothWays(ChunkSpec chunk, byte[] samples, params FilterSpec[] filters)
    {
        FilterPipeline pipeline = new([.. filters], chunk);
        (byte[] stock, uint mask) = StockFilters.Encode(chunk, samples, filters);
        byte[] decoded = new byte[chunk.Bytes];
        pipeline.Decode(stock, mask, decoded);
        Assert.Equal(samples, decoded);

        byte[] encoded = new byte[pipeline.MaxEncodedLength];
        int length = pipeline.Encode(samples, encoded, out uint ourMask);
        Assert.Equal(0u, ourMask);
        Assert.Equal(samples, StockFilters.Decode(chunk, encoded[..length], filters));
        return (length, stock.Length);
    }

    private static void TryDecode(IChunkFilter filter, byte[] encoded, byte[] decoded)
    {
        try
        {
            Assert.InRange(filter.Decode(encoded, decoded), 0, decoded.Length);
        }
        catch (InvalidDataException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
