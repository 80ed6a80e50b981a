using System.Buffers.Binary;
using Suffice.Codecs.Tally;
using Suffice.Codecs.Tally.Kernels;

namespace Suffice.Tests.Fuzz;

/// <summary>Decoding of Tally chunks, whose checksums must see every damage that changes a sample, and may be forged.</summary>
internal sealed class TallyTarget(string name, int weight, TallyMode? only) : FilterTarget(
    name, weight, new FilterVariant(chunk => TallyFilter.Spec(chunk, TallyEffort.Balanced), (spec, chunk) => new TallyFilter(spec, chunk, only)))
{
    private const int FixedBytes = 7, HeaderNumbers = 6, ChecksumBytes = 8, TileNumbers = 7, FirstSection = 3;

    private static readonly byte[][] Samples = [.. Enumerable.Range(0, FilterCase.PerVariant).Select(index => FilterCase.MakeChunk(index).Samples)];

    /// <summary>A header with right checksums; that of the data only in mode tiles, where it is checked before the data are.</summary>
    public override bool Repair(int index, byte[] payload)
    {
        int at = FixedBytes;
        for (int i = 0; i < HeaderNumbers; i++)
            if (Varint(payload, ref at) is null) return false;
        if (payload.Length - at < ChecksumBytes) return false;
        if (payload[4] == (byte)TallyMode.Tiles && TablesEnd(payload, at + ChecksumBytes) is { } end)
            BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at), Crc32.Of(payload.AsSpan(at + ChecksumBytes, end - at - ChecksumBytes)));
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at + 4), Crc32.Of(payload.AsSpan(0, at + 4)));
        return true;
    }

    public override void CheckDamaged(ReadOnlySpan<byte> output)
    {
        // Parts of another chunk may have made it that one.
        foreach (byte[] samples in Samples)
            if (output.SequenceEqual(samples)) return;
        throw new InvalidOperationException("a damaged chunk was decoded to other samples");
    }

    // Where the segments of mode tiles begin.
    private static int? TablesEnd(byte[] payload, int at)
    {
        ulong bytes = 0;
        for (int i = 0; i < TileNumbers; i++)
        {
            if (Varint(payload, ref at) is not { } number) return null;
            if (i >= FirstSection) bytes += Math.Min(number, int.MaxValue);
        }
        return bytes <= (ulong)(payload.Length - at) ? at + (int)bytes : null;
    }

    private static ulong? Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            byte part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        return null;
    }
}
