using System.Globalization;

namespace Suffice.Tests.Sources.Merlin;

/// <summary>
/// Packs frames as the format's description says, bit by bit: words of 64 bits, the first sample at the least significant end,
/// written from the most significant byte on. A sample takes 1, 8 or 16 bits of a word; one of 24 bits goes in two planes.
/// </summary>
/// <param name="depth">1, 6, 12 or 24.</param>
/// <param name="layout">1x1, 2x2 or 2x2G.</param>
/// <param name="rows">Rows of each chip.</param>
internal sealed class RawPacker(int depth, string layout, int rows)
{
    private const int ChipColumns = 256;

    private bool IsQuad => layout != "1x1";

    private int Gap => layout == "2x2G" ? 2 : 0;

    public int Width => IsQuad ? 2 * ChipColumns + Gap : ChipColumns;

    public int Height => IsQuad ? 2 * rows + Gap : rows;

    public int SampleBytes => depth switch { 1 or 6 => 1, 12 => 2, _ => 4 };

    /// <summary>A pattern with counts of all sizes that fit, gaps empty; row-major.</summary>
    public uint[] Pattern(int seed)
    {
        Random random = new(seed);
        uint[] pattern = new uint[Width * Height];
        for (int i = 0; i < pattern.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, Width);
            bool isGap = IsQuad && (y >= rows && y < rows + Gap || x >= ChipColumns && x < ChipColumns + Gap);
            pattern[i] = isGap ? 0 : (uint)random.Next(1 << depth);
        }
        return pattern;
    }

    /// <summary>The samples as a reader of this machine delivers them.</summary>
    public byte[] Samples(uint[] pattern) => [.. pattern.SelectMany(count => BitConverter.GetBytes(count)[..SampleBytes])];

    /// <summary>Header and packed pixels of one frame.</summary>
    public byte[] Frame(int number, uint[] pattern, string? extended = null, int? width = null, int? height = null)
    {
        string depthText = depth.ToString(CultureInfo.InvariantCulture);
        byte[] header = MerlinFile.Header(number, width ?? (IsQuad ? 4 : 1) * ChipColumns, height ?? rows, "R64", layout, IsQuad ? 4 : 1,
            extended ?? $"MQ1A,2024-01-01T00:00:00.000000000Z,1000000ns,{depthText},");
        return [.. header, .. Pack(pattern)];
    }

    public byte[] Frames(int count) => [.. Enumerable.Range(1, count).SelectMany(number => Frame(number, Pattern(number)))];

    private byte[] Pack(uint[] pattern)
    {
        uint[] stored = [.. Enumerable.Range(0, rows).SelectMany(row => StoredRow(pattern, row))];
        if (depth != 24) return Words(stored, depth switch { 1 => 1, 6 => 8, _ => 16 });
        return [.. Words([.. stored.Select(count => count >> 12)], 16), .. Words([.. stored.Select(count => count & 0xFFF)], 16)];
    }

    // Q4 | Q3 | Q2 | Q1, where Q1 and Q2 are the upper chips and Q3 and Q4 the lower ones, turned by half a turn.
    private IEnumerable<uint> StoredRow(uint[] pattern, int row)
    {
        uint At(int y, int x) => pattern[y * Width + x];
        IEnumerable<int> columns = Enumerable.Range(0, ChipColumns);
        if (!IsQuad) return columns.Select(x => At(row, x));
        int mirrored = Height - 1 - row, right = ChipColumns + Gap;
        return columns.Select(x => At(mirrored, Width - 1 - x))
            .Concat(columns.Select(x => At(mirrored, ChipColumns - 1 - x)))
            .Concat(columns.Select(x => At(row, right + x)))
            .Concat(columns.Select(x => At(row, x)));
    }

    private static byte[] Words(uint[] samples, int bitsEach)
    {
        byte[] bytes = new byte[samples.Length * bitsEach / 8];
        for (int i = 0; i < samples.Length; i++)
            for (int bit = 0; bit < bitsEach; bit++)
            {
                if ((samples[i] >> bit & 1) == 0) continue;
                (int word, int place) = Math.DivRem(i * bitsEach + bit, 64);
                bytes[8 * word + 7 - place / 8] |= (byte)(1 << place % 8);
            }
        return bytes;
    }
}
