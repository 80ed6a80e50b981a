namespace Suffice.Codecs.Streams;

/// <summary>
/// Remembers how a codec wrote a stream of zeros. The upper bytes of counts are such streams, codecs are deterministic, and
/// so the next one is copied, or recognised, instead of being computed again.
/// </summary>
internal sealed class ZeroStream
{
    // A stream that is not at least this much smaller is not zeros, whatever the codec.
    private const int MinRatio = 50;

    private byte[] _encoded = [];
    private int _zeros;

    /// <summary>The encoding of so many zeros, empty when it is not known.</summary>
    public ReadOnlySpan<byte> Encoded(int bytes) => bytes == _zeros ? _encoded : default;

    /// <summary>True when <paramref name="stream"/> is known to decode to so many zeros.</summary>
    public bool Matches(ReadOnlySpan<byte> stream, int bytes) => bytes == _zeros && stream.SequenceEqual(_encoded);

    /// <summary>Takes note of a stream when it is zeros and short enough to be worth it. The longest one is kept.</summary>
    public void Learn(ReadOnlySpan<byte> stream, ReadOnlySpan<byte> decoded)
    {
        if (decoded.Length <= _zeros || stream.Length > decoded.Length / MinRatio || !AreZero(decoded)) return;
        _encoded = stream.ToArray();
        _zeros = decoded.Length;
    }

    public void Forget() => (_encoded, _zeros) = ([], 0);

    public static bool AreZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);
}
