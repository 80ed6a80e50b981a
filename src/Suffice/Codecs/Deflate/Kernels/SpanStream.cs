namespace Suffice.Codecs.Deflate.Kernels;

/// <summary>A stream over memory that the caller keeps pinned, to hand spans to the stream classes of the BCL.</summary>
internal sealed unsafe class SpanStream : Stream
{
    private readonly byte* _start;
    private readonly int _length;
    private int _position;

    public SpanStream(byte* start, int length)
    {
        _start = start;
        _length = length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>More was written than there was room for; the excess is lost.</summary>
    public bool HasOverflowed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _length - _position);
        new ReadOnlySpan<byte>(_start + _position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (HasOverflowed || buffer.Length > _length - _position)
        {
            HasOverflowed = true;
            return;
        }
        buffer.CopyTo(new Span<byte>(_start + _position, buffer.Length));
        _position += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
