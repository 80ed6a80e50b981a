using System.Buffers.Binary;

namespace Suffice.Codecs.Tally;

/// <summary>Bytes that grow at their end. Kept between chunks, so that it stops growing after the first few.</summary>
internal sealed class ByteSink
{
    public byte[] Bytes { get; private set; } = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => Bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Forgets what is behind the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length) => Length = length;

    public void Put(byte value)
    {
        if (Length == Bytes.Length) Reserve(1);
        Bytes[Length++] = value;
    }

    public void Put(ReadOnlySpan<byte> values) => values.CopyTo(Take(values.Length));

    public void PutUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    /// <summary>Seven bits to a byte, the lowest first; the highest bit says that more follow.</summary>
    public void PutVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Put((byte)(value | 0x80));
        Put((byte)value);
    }

    /// <summary>Room for <paramref name="count"/> bytes at the end, which count as written.</summary>
    public Span<byte> Take(int count)
    {
        Reserve(count);
        Length += count;
        return Bytes.AsSpan(Length - count, count);
    }

    private void Reserve(int count)
    {
        int needed = checked(Length + count);
        if (needed <= Bytes.Length) return;
        byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * Bytes.Length)));
        Written.CopyTo(larger);
        Bytes = larger;
    }
}
