using System.Collections.Immutable;
using System.Text.Json;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Blosc;
using Suffice.Codecs.Deflate;
using Suffice.Codecs.Zstd;
using Suffice.Cubes;

namespace Suffice.Sources.Zarr;

/// <summary>What a <c>.zarray</c> says: extents, chunks and how they are coded.</summary>
/// <param name="Separator">Between the numbers of a chunk's name.</param>
/// <param name="Compressor">Name of the codec; null where chunks are stored as they are.</param>
/// <param name="Fill">Bits of the fill value; empty for zero.</param>
internal sealed record ZarrArray(
    ImmutableArray<int> Extents, ImmutableArray<int> Chunk, ElementType Element, ByteOrder Order, char Separator, string? Compressor, ImmutableArray<byte> Fill)
{
    private const long MostChunkBytes = 1L << 30;

    public static ZarrArray Parse(JsonElement json, string path, string name)
    {
        ImmutableArray<int> extents = Numbers(json, "shape"), chunk = Numbers(json, "chunks");
        string dtype = json.TryGetProperty("dtype", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";
        bool isPlain = dtype is [('<' or '>' or '|'), ('u' or 'i' or 'f'), _];
        if (!isPlain || ElementTypes.Find(dtype[2] - '0', dtype[1] == 'f', dtype[1] != 'u') is not ElementType element)
            throw new CubeFileException(path, $"{name} holds elements of dtype {Printable.Shorten(dtype)}; a cube needs integers of 8 to 64 bits or floats of 32 or 64 bits");
        if (extents.Length != chunk.Length || chunk.Any(extent => extent < 1) || chunk.Aggregate((Int128)element.Bytes(), (product, extent) => product * extent) > MostChunkBytes)
            throw new CubeFileException(path, $"{name} says that its chunks are ({string.Join(", ", chunk)}) of ({string.Join(", ", extents)}): it is damaged");
        if (Text(json, "order") is not (null or "C")) throw new CubeFileException(path, $"{name} is stored in Fortran order, which is not read here; write it again in order C");
        if (json.TryGetProperty("filters", out JsonElement filters) && filters.ValueKind == JsonValueKind.Array && filters.GetArrayLength() > 0)
            throw new CubeFileException(path, $"{name} was written with Zarr filters, which are not read here; write it again without");
        string? compressor = json.TryGetProperty("compressor", out JsonElement codec) && codec.ValueKind == JsonValueKind.Object ? Text(codec, "id") ?? "?" : null;
        ByteOrder order = dtype[0] == '>' ? ByteOrder.BigEndian : ByteOrder.LittleEndian;
        return new(extents, chunk, element, order, Text(json, "dimension_separator") == "/" ? '/' : '.', compressor, FillOf(json, element, path, name));
    }

    /// <summary>A decoder for one thread; null where chunks are stored as they are.</summary>
    public IChunkFilter? Decoder(string path)
    {
        ChunkSpec spec = new(Element, Order, Chunk);
        return Compressor switch
        {
            null => null,
            "blosc" => new BloscFilter(BloscFilter.Spec(spec, BloscCodec.Lz4, 5, BloscShuffle.Byte), spec),
            "zlib" => new DeflateFilter(1),
            "gzip" => new GzipStreamFilter(),
            "zstd" => new ZstdFilter(),
            _ => throw new CubeFileException(path, $"was written with the Zarr codec {Printable.Shorten(Compressor)}; blosc, zlib, gzip and zstd are read here"),
        };
    }

    private static ImmutableArray<byte> FillOf(JsonElement json, ElementType element, string path, string name)
    {
        if (!json.TryGetProperty("fill_value", out JsonElement fill) || fill.ValueKind == JsonValueKind.Null) return [];
        if (fill.ValueKind == JsonValueKind.Number && fill.TryGetDouble(out double value) && value == 0) return [];
        if (fill.ValueKind == JsonValueKind.String && element.IsFloat() && fill.GetString() == "NaN")
            return element == ElementType.Float32 ? [.. BitConverter.GetBytes(float.NaN)] : [.. BitConverter.GetBytes(double.NaN)];
        throw new CubeFileException(path, $"{name} has the fill value {Printable.Shorten(fill.ToString())}; 0 and NaN are read here");
    }

    private static ImmutableArray<int> Numbers(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int value) ? value : 0)] : [];

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
