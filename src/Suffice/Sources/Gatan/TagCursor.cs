using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.Gatan;

/// <summary>Goes through a file from its start, in steps of some bytes or over any number of them.</summary>
internal sealed class TagCursor(SourceFile file)
{
    private const int BlockBytes = 1 << 16;

    private readonly byte[] _block = new byte[BlockBytes];
    private long _blockStart;
    private int _blockLength;

    /// <summary>The next byte.</summary>
    public long Position { get; private set; }

    /// <summary>The next bytes, at most 64 KiB; valid until the next call.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        long end = Position + count;
        if (end > file.Bytes) throw new CubeFileException(file.Path, $"ends at byte {file.Bytes:N0}, within its tags: the file is incomplete");
        if (Position < _blockStart || end > _blockStart + _blockLength)
        {
            (_blockStart, _blockLength) = (Position, (int)Math.Min(BlockBytes, file.Bytes - Position));
            file.ReadAt(_blockStart, _block.AsSpan(0, _blockLength));
        }
        int at = (int)(Position - _blockStart);
        Position = end;
        return _block.AsSpan(at, count);
    }

    /// <summary>An integer of 1 to 8 bytes, the highest first.</summary>
    public long TakeBig(int bytes)
    {
        long value = 0;
        foreach (byte b in Take(bytes)) value = value << 8 | b;
        return value;
    }

    public string TakeText(int bytes) => Encoding.Latin1.GetString(Take(bytes));

    public void Skip(long bytes) => Position += bytes;
}
