using System.Buffers;
using System.Runtime.InteropServices;
using Suffice.Cubes;

namespace Suffice.Sources.Timepix3;

/// <summary>Where a reader of words is: the chip that they come from, and the time of the last hit.</summary>
internal readonly record struct TimepixState(int Chip, long Time);

/// <summary>Takes a hit: chip, column and row on it, and time in steps of 25/16 ns.</summary>
internal interface ITimepixSink
{
    void Hit(int chip, int x, int y, long time);

    void Trigger(long time);
}

/// <summary>Goes through the words of a recording in blocks, each of which can be gone through alone once its state is known.</summary>
internal sealed class TimepixStream(SourceFile file)
{
    public const int BlockWords = 1 << 17;

    /// <summary>Blocks of the file; a last word that is cut is left out.</summary>
    public int Blocks { get; } = checked((int)((file.Bytes / TimepixFormat.WordBytes + BlockWords - 1) / BlockWords));

    /// <summary>Goes through one block and returns the state behind it.</summary>
    public TimepixState Read<TSink>(int block, TimepixState state, ref TSink sink)
        where TSink : struct, ITimepixSink
    {
        long start = (long)block * BlockWords;
        int words = (int)Math.Min(BlockWords, file.Bytes / TimepixFormat.WordBytes - start);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(BlockWords * TimepixFormat.WordBytes);
        try
        {
            Span<byte> read = bytes.AsSpan(0, words * TimepixFormat.WordBytes);
            file.ReadAt(start * TimepixFormat.WordBytes, read);
            SampleOrder.ToNative(ElementType.UInt64, ByteOrder.LittleEndian, read);
            return Decode(MemoryMarshal.Cast<byte, ulong>(read), state, ref sink);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private TimepixState Decode<TSink>(ReadOnlySpan<ulong> words, TimepixState state, ref TSink sink)
        where TSink : struct, ITimepixSink
    {
        (int chip, long time) = state;
        foreach (ulong word in words)
        {
            if (TimepixFormat.IsHit(word))
            {
                long within = TimepixFormat.TimeOf(word);
                time = time == long.MinValue ? within : TimepixFormat.Unroll(within, time);
                (int x, int y) = TimepixFormat.PixelOf(word);
                sink.Hit(chip, x, y, time);
            }
            else if (TimepixFormat.IsChunk(word))
            {
                chip = TimepixFormat.ChipOf(word);
                if (chip >= TimepixFormat.MostChips) throw new CubeFileException(file.Path, $"has words of chip {chip}; detectors have at most {TimepixFormat.MostChips}: the file is damaged");
            }
            else if (TimepixFormat.IsLineTrigger(word))
            {
                long within = TimepixFormat.TriggerTimeOf(word);
                sink.Trigger(time == long.MinValue ? within : TimepixFormat.Unroll(within, time));
            }
        }
        return new(chip, time);
    }
}
