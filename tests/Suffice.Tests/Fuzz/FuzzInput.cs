using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Suffice.Tests.Fuzz;

/// <summary>All that one run of a target depends on.</summary>
/// <param name="Parameters">Client data values of the filters; for a target without filters there are none.</param>
/// <param name="FilterMask">Bit i set: filter i was left out.</param>
/// <param name="Room">Bytes of the output buffer.</param>
/// <param name="Payload">The damaged bytes.</param>
internal sealed record FuzzInput(ImmutableArray<uint> Parameters, uint FilterMask, int Room, byte[] Payload)
{
    /// <summary>Longer buffers are not asked for, whatever an input says.</summary>
    public const int MostBytes = 1 << 19;

    /// <summary>As it is kept: number of parameters, parameters, mask, room (all u32 little-endian), payload.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[4 * (Parameters.Length + 3) + Payload.Length];
        Span<byte> rest = bytes;
        foreach (uint number in (ReadOnlySpan<uint>)[(uint)Parameters.Length, .. Parameters, FilterMask, (uint)Room])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(rest, number);
            rest = rest[4..];
        }
        Payload.CopyTo(rest);
        return bytes;
    }

    public static FuzzInput FromBytes(ReadOnlySpan<byte> bytes)
    {
        uint[] numbers = new uint[BinaryPrimitives.ReadUInt32LittleEndian(bytes) + 2];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * (i + 1))..]);
        return new([.. numbers[..^2]], numbers[^2], (int)numbers[^1], bytes[(4 * (numbers.Length + 1))..].ToArray());
    }
}
