using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Suffice.Codecs.Lzf.Kernels;

/// <summary>Decodes liblzf's stream. Every read and write is checked against its buffer.</summary>
internal static unsafe class LzfDecoder
{
    private const int VectorBytes = 16;

    // Row d: the first 16 bytes of a pattern of d bytes that repeats itself.
    private static readonly Vector128<byte>[] Patterns = [.. Enumerable.Range(0, VectorBytes).Select(PatternOf)];

    /// <summary>The number of bytes written to <paramref name="decoded"/>.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged or holds more than <paramref name="decoded"/>.</exception>
    public static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        fixed (byte* source = encoded, target = decoded)
        {
            byte* from = source, fromEnd = source + encoded.Length;
            byte* to = target, toEnd = target + decoded.Length;
            while (from < fromEnd)
            {
                int control = *from++;
                if (control < 32)
                {
                    int count = control + 1;
                    if (count > fromEnd - from) throw Truncated();
                    if (count > toEnd - to) throw TooLong(decoded.Length);
                    CopyLiterals(from, to, count, Math.Min(fromEnd - from, toEnd - to));
                    from += count;
                    to += count;
                    continue;
                }
                int length = (control >> 5) + 2;
                if (fromEnd - from < (length == 9 ? 2 : 1)) throw Truncated();
                if (length == 9) length += *from++;
                int distance = ((control & 31) << 8) + *from++ + 1;
                if (distance > to - target) throw new InvalidDataException($"lzf: a repetition from {distance} bytes back at byte {to - target}");
                if (length > toEnd - to) throw TooLong(decoded.Length);
                Repeat(to, distance, length, toEnd - to);
                to += length;
            }
            return (int)(to - target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLiterals(byte* from, byte* to, int count, long room)
    {
        if (room >= 2 * VectorBytes)
        {
            Vector128<byte> low = Vector128.Load(from), high = Vector128.Load(from + VectorBytes);
            low.Store(to);
            high.Store(to + VectorBytes);
            return;
        }
        for (int i = 0; i < count; i++) to[i] = from[i];
    }

    // Writes up to 15 bytes more than asked for where there is room: the next step writes over them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Repeat(byte* to, int distance, int length, long room)
    {
        byte* from = to - distance;
        byte* end = to + length;
        if (room < length + VectorBytes)
        {
            while (to < end) *to++ = *from++;
        }
        else if (distance >= VectorBytes)
        {
            for (; to < end; to += VectorBytes, from += VectorBytes) Vector128.Load(from).Store(to);
        }
        else
        {
            Vector128<byte> pattern = Vector128.Shuffle(LoadBefore(to, distance), Pattern(distance));
            int step = VectorBytes - VectorBytes % distance;
            for (; to < end; to += step) pattern.Store(to);
        }
    }

    // The last `distance` bytes before `to`, read from there on: the room of 16 bytes after `to` was checked.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> LoadBefore(byte* to, int distance) => Vector128.Load(to - distance);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Pattern(int distance) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Patterns), distance);

    private static Vector128<byte> PatternOf(int distance)
    {
        byte[] indices = new byte[VectorBytes];
        for (int i = 0; i < VectorBytes; i++) indices[i] = (byte)(distance == 0 ? 0 : i % distance);
        return Vector128.Create(indices);
    }

    private static InvalidDataException Truncated() => new("lzf: the stream ends within a step");

    private static InvalidDataException TooLong(int expected) => new($"lzf: the stream holds more than the expected {expected} bytes");
}
