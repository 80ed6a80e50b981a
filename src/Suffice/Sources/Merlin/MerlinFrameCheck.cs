using System.Text;
using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>Every frame must lie as the first one does, or other bytes would be taken for its pixels.</summary>
internal sealed class MerlinFrameCheck(MerlinFrameHeader first)
{
    private const int SequenceStart = 4;

    // The fields from header length to layout, as the detector writes them: the same bytes in every frame.
    private readonly byte[] _usual = Encoding.ASCII.GetBytes(
        $",{first.HeaderBytes:D5},{first.Chips},{first.Width:D4},{first.Height:D4},{first.PixelType},");

    /// <summary>Throws unless the header is one and has the first one's geometry.</summary>
    public void Check(string path, long frame, long offset, ReadOnlySpan<byte> header)
    {
        if (!LooksUsual(header)) CheckFields(path, frame, offset, header);
    }

    private bool LooksUsual(ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith("MQ1,"u8)) return false;
        int end = header[SequenceStart..].IndexOf((byte)',');
        return end >= 0 && header[(SequenceStart + end)..].StartsWith(_usual);
    }

    private void CheckFields(string path, long frame, long offset, ReadOnlySpan<byte> header)
    {
        string place = $"frame {frame + 1} at byte {offset:N0}";
        MerlinFrameHeader found = MerlinFrameHeader.Parse(header, path, place);
        if (found.HasGeometryOf(first)) return;
        throw new CubeFileException(path,
            $"{place} is {found.Geometry}, the first frame is {first.Geometry}; the file is damaged or joined from two");
    }
}
