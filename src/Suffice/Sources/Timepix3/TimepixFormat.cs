namespace Suffice.Sources.Timepix3;

/// <summary>The words that Timepix3 detectors send, as .tpx3 files and other raw recordings hold them: 64 bits each, little-endian.</summary>
/// <remarks>
/// <code>
/// 'TPX3' | chip &lt;&lt; 32 | bytes of the chunk &lt;&lt; 48       in front of the words of one chip; some recordings have none
/// bits 60-63 = A or B: a hit.   44-59 pixel address   30-43 time of arrival, 25 ns   20-29 time over threshold   16-19 fine time, -25/16 ns
///                               0-15 SPIDR time, 2^14 * 25 ns
/// bits 60-63 = 6: a trigger.    56-63 = 6F, 6A: input 1 rising, falling; 6E, 6B: input 2    9-43 time, 3.125 ns
/// address: column = (a &amp; FE00) &gt;&gt; 8 | (a &amp; 4) &gt;&gt; 2, row = (a &amp; 1F8) &gt;&gt; 1 | a &amp; 3
/// </code>
/// Times are kept here in steps of 25/16 ns; those of hits begin again after 2^34 of them (26.8 s). Sources: Serval manual 3.2,
/// tpx3awkward, pymepix.
/// </remarks>
internal static class TimepixFormat
{
    public const string Name = "Timepix3 events";

    public const int WordBytes = 8;

    /// <summary>Side of one chip in pixels.</summary>
    public const int ChipPixels = 256;

    /// <summary>Detectors have 1, 4 or 8 chips; a higher number is a damaged header.</summary>
    public const int MostChips = 16;

    /// <summary>A step of time in nanoseconds.</summary>
    public const double StepNs = 25.0 / 16;

    /// <summary>Steps after which the time of hits begins again.</summary>
    public const long Period = 1L << 34;

    public const uint ChunkMark = 0x33585054;

    public static bool IsChunk(ulong word) => (uint)word == ChunkMark;

    public static int ChipOf(ulong chunk) => (int)(chunk >> 32) & 0xFF;

    public static bool IsHit(ulong word) => (word >> 60) is 0xA or 0xB;

    public static bool IsLineTrigger(ulong word) => (word >> 56) == 0x6F;

    /// <summary>Column and row on the chip.</summary>
    public static (int X, int Y) PixelOf(ulong hit)
    {
        int address = (int)(hit >> 44) & 0xFFFF;
        return ((address & 0xFE00) >> 8 | (address & 4) >> 2, (address & 0x1F8) >> 1 | (address & 3));
    }

    /// <summary>Time of a hit within its period.</summary>
    public static long TimeOf(ulong hit) => ((long)(hit & 0xFFFF) << 14 | (long)(hit >> 30) & 0x3FFF) * 16 - ((long)(hit >> 16) & 0xF);

    /// <summary>Time of a trigger within the period of hits.</summary>
    public static long TriggerTimeOf(ulong trigger) => ((long)(trigger >> 9) & 0x7_FFFF_FFFF) * 2 % Period;

    /// <summary>The time nearest to another one that a time within the period can stand for.</summary>
    public static long Unroll(long time, long near) => time + (long)Math.Round((near - time) / (double)Period) * Period;
}
