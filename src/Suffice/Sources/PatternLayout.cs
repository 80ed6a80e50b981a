namespace Suffice.Sources;

/// <summary>Looks at the header in front of one frame; throws where it is not what the first one promised.</summary>
internal delegate void FrameHeaderCheck(long frame, long offset, ReadOnlySpan<byte> header);

/// <summary>Where the patterns of a file lie: frames of a header and pixels, one after the other.</summary>
/// <param name="FirstFrame">Byte at which the first frame begins.</param>
/// <param name="HeaderBytes">Length of the header in front of every pattern; 0 where there is none.</param>
/// <param name="CheckHeader">Called for every frame that is read, from any thread; null where there is no header.</param>
internal sealed record PatternLayout(long FirstFrame, int HeaderBytes = 0, FrameHeaderCheck? CheckHeader = null);
