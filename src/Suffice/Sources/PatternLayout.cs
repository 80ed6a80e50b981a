using System.Collections.Immutable;

namespace Suffice.Sources;

/// <summary>Looks at the header in front of one frame; throws where it is not what the first one promised.</summary>
/// <param name="path">The file that the frame is in.</param>
/// <param name="frame">Number of the frame in that file, from 0.</param>
/// <param name="offset">Byte at which it begins.</param>
/// <param name="header">All bytes in front of its pixels.</param>
internal delegate void FrameHeaderCheck(string path, long frame, long offset, ReadOnlySpan<byte> header);

/// <summary>Makes samples, in the machine's byte order, of the stored pixels of one frame. Called from any thread.</summary>
internal delegate void PatternUnpacking(ReadOnlySpan<byte> stored, Span<byte> samples);

/// <summary>Where the patterns of a file lie: frames of a header, pixels and a footer, one after the other.</summary>
/// <param name="FirstFrame">Byte at which the first frame begins, in each file.</param>
/// <param name="HeaderBytes">Length of the header in front of every pattern; 0 where there is none.</param>
/// <param name="CheckHeader">Called for every frame that is read, from any thread; null where there is no header.</param>
internal sealed record PatternLayout(long FirstFrame, int HeaderBytes = 0, FrameHeaderCheck? CheckHeader = null)
{
    /// <summary>Makes the samples of a frame; null where they are stored one after the other as they are.</summary>
    public PatternUnpacking? Unpack { get; init; }

    /// <summary>Bytes of the packed pixels of one frame, where they are packed.</summary>
    public int PackedBytes { get; init; }

    /// <summary>Bytes behind the pixels of every frame, such as rows that are no picture.</summary>
    public int FooterBytes { get; init; }

    /// <summary>The frame at each position of the scan, row-major, negative where none was taken; empty: in the order of the scan.</summary>
    public ImmutableArray<int> FrameAt { get; init; } = [];
}
