using System.Buffers.Binary;

namespace Suffice.Codecs.Tally;

/// <summary>
/// The payload of a chunk that is being decoded, copied to where kernels may read beyond its end, and a place in it.
/// </summary>
internal sealed class ByteSource
{
    /// <summary>Bytes behind the end that may be read: one round of 32 words and a vector.</summary>
    public const int Slack = 128;

    private byte[] _bytes = [];

    public byte[] Bytes => _bytes;

    public int At { get; private set; }

    public int Length { get; private set; }

    public void Load(ReadOnlySpan<byte> payload)
    {
        Scratch.Of(ref _bytes, payload.Length + Slack);
        payload.CopyTo(_bytes);
        _bytes.AsSpan(payload.Length, Slack).Clear();
        (At, Length) = (0, payload.Length);
    }

    /// <summary>Start of the next <paramref name="count"/> bytes, which are then behind.</summary>
    public int Skip(long count)
    {
        if (count < 0 || count > Length - At) throw new InvalidDataException($"Tally: {count} bytes wanted where {Length - At} are left.");
        At += (int)count;
        return At - (int)count;
    }

    public byte GetByte() => _bytes[Skip(1)];

    public uint GetUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(Skip(4)));

    /// <inheritdoc cref="ByteSink.PutVarint"/>
    public int GetVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte part = GetByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value <= int.MaxValue ? (int)value : throw new InvalidDataException($"Tally: a length of {value}.");
        }
        throw new InvalidDataException("Tally: a length without end.");
    }
}
