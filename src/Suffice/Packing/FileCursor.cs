using System.Security.Cryptography;
using Suffice.Cubes;
using Suffice.Sources;

namespace Suffice.Packing;

/// <summary>Reads one file from its first byte to its last, once: patterns for the cube, all other bytes for the rest, every byte for the digest.</summary>
internal sealed class FileCursor(OriginalFile original, int number, Action<RestBlock> emit) : IDisposable
{
    private const int BlockBytes = 4 << 20;

    // Opened when it is wanted: an acquisition may be thousands of files.
    private SourceFile? _file;
    private IncrementalHash? _digest;
    private byte[] _block = [];
    private byte[] _rest = [];
    private int _restLength;
    private long _restDone, _position;

    public OriginalFile Original => original;

    /// <summary>Runs of patterns that are still to come.</summary>
    public int RunsLeft { get; set; } = original.Runs.Length;

    /// <summary>Takes the bytes up to a place as rest.</summary>
    public void SkipTo(long end)
    {
        while (_position < end)
        {
            Span<byte> bytes = Read((int)Math.Min(BlockBytes, end - _position));
            Keep(bytes);
        }
    }

    /// <summary>Goes over bytes that are samples, up to a place; they count for the digest alone.</summary>
    public void PassTo(long end)
    {
        while (_position < end) Read((int)Math.Min(BlockBytes, end - _position));
    }

    /// <summary>Takes the next patterns, each behind its header.</summary>
    /// <param name="check">Called with a header and its place.</param>
    /// <param name="patterns">Their samples, in the machine's byte order.</param>
    public void ReadPatterns(int headerBytes, Cube cube, Span<byte> patterns, Action<long, ReadOnlySpan<byte>> check)
    {
        int patternBytes = checked((int)cube.PatternBytes);
        int frameBytes = checked(headerBytes + patternBytes);
        while (patterns.Length > 0)
        {
            int frames = Math.Min(Math.Max(1, BlockBytes / frameBytes), patterns.Length / patternBytes);
            long offset = _position;
            Span<byte> block = Read(frames * frameBytes);
            for (int i = 0; i < frames; i++)
            {
                Span<byte> frame = block.Slice(i * frameBytes, frameBytes);
                if (headerBytes > 0)
                {
                    check(offset + (long)i * frameBytes, frame[..headerBytes]);
                    Keep(frame[..headerBytes]);
                }
                frame[headerBytes..].CopyTo(patterns);
                // While it is in the cache.
                SampleOrder.ToNative(cube.Element, cube.StoredOrder, patterns[..patternBytes]);
                patterns = patterns[patternBytes..];
            }
        }
    }

    /// <summary>Takes what is left as rest, and returns the SHA-256 of the whole file.</summary>
    public string Finish()
    {
        SkipTo(original.Bytes);
        Emit();
        string digest = Convert.ToHexStringLower(Digest.GetHashAndReset());
        Dispose();
        return digest;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _digest?.Dispose();
    }

    private IncrementalHash Digest => _digest ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private Span<byte> Read(int length)
    {
        if (_block.Length < length) _block = GC.AllocateUninitializedArray<byte>(length);
        Span<byte> bytes = _block.AsSpan(0, length);
        _file ??= SourceFile.Open(original.Path);
        _file.ReadAt(_position, bytes);
        _position += length;
        Digest.AppendData(bytes);
        return bytes;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (original.IsKept && bytes.Length > 0)
        {
            if (_rest.Length == 0) _rest = new byte[(int)Math.Min(RestBlock.MaxBytes, original.RestBytes - _restDone)];
            int part = Math.Min(bytes.Length, _rest.Length - _restLength);
            bytes[..part].CopyTo(_rest.AsSpan(_restLength));
            _restLength += part;
            bytes = bytes[part..];
            if (_restLength == _rest.Length) Emit();
        }
    }

    private void Emit()
    {
        if (_restLength == 0) return;
        emit(new RestBlock(number, _restDone, _rest.AsMemory(0, _restLength)));
        _restDone += _restLength;
        (_rest, _restLength) = ([], 0);
    }
}
