using System.Numerics;
using System.Text.RegularExpressions;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>
/// The pixels of a detector that hold no measurement, as NeXus' NXdetector defines <c>pixel_mask</c>: one flag for each of
/// the low 16 bits is a reason to reject a pixel; the high ones are remarks. <c>pixel_mask_N</c> beside it count as well.
/// </summary>
/// <param name="Masked">One value for each pixel of a pattern, row-major; empty where no mask can be used.</param>
/// <param name="Note">How many pixels and why, or why there is no mask; one sentence.</param>
internal sealed partial record Hdf5PixelMask(ReadOnlyMemory<bool> Masked, string Note)
{
    /// <summary>Name of the dataset.</summary>
    public const string Name = "pixel_mask";

    // The largest detector of the kind has 18 million.
    private const long MaxPixels = 1 << 26;

    private const uint Reasons = 0xFFFF, Virtual = 0x8000_0000;

    private static readonly string[] ReasonNames =
        ["gap", "dead", "under-responding", "over-responding", "noisy", "bit 5", "in a bad cluster", "bit 7", "masked by the user"];

    /// <summary>Reads the masks in a group; null where there is none.</summary>
    /// <param name="path">The HDF5 file.</param>
    /// <param name="pattern">Only its detector extents count.</param>
    public static Hdf5PixelMask? Read(string path, string group, CubeShape pattern)
    {
        using Hdf5File file = Hdf5File.Open(path);
        string[] names = [.. file.LinkNames(group).Where(name => MaskName().IsMatch(name))];
        if (names.Length == 0) return null;
        try
        {
            uint[] flags = [];
            foreach (string name in names) flags = Join(flags, ReadFlags(path, $"{group}/{name}", pattern));
            return new Hdf5PixelMask(Array.ConvertAll(flags, value => (value & Reasons) != 0), Describe(flags));
        }
        catch (CubeFileException cause)
        {
            return new Hdf5PixelMask(default, $"the detector's pixel mask is left aside: {cause.Problem}");
        }
    }

    private static uint[] Join(uint[] a, uint[] b) => a.Length == 0 ? b : [.. a.Zip(b, (x, y) => x | y)];

    private static uint[] ReadFlags(string path, string datasetPath, CubeShape pattern)
    {
        using Hdf5File file = Hdf5File.Open(path);
        using Hdf5Dataset dataset = new(file, datasetPath);
        if (!dataset.Extents.SequenceEqual([pattern.DetectorY, pattern.DetectorX]))
            throw new CubeFileException(path,
                $"{datasetPath} is for ({string.Join(", ", dataset.Extents)}) pixels, the patterns have ({pattern.DetectorY}, {pattern.DetectorX})");
        if (pattern.PatternSamples > MaxPixels || dataset.Element.IsFloat())
            throw new CubeFileException(path, $"{datasetPath} holds {pattern.PatternSamples:N0} {dataset.Element.Name()}, which cannot be flags");
        int size = dataset.Element.Bytes();
        byte[] bytes = new byte[pattern.PatternSamples * size];
        ReadSamples(file, dataset, pattern with { ScanY = 1, ScanX = 1 }, bytes);
        return [.. bytes.Chunk(size).Select(value => size switch
        {
            1 => value[0],
            2 => BitConverter.ToUInt16(value),
            4 => BitConverter.ToUInt32(value),
            _ => (uint)BitConverter.ToUInt64(value),
        })];
    }

    private static void ReadSamples(Hdf5File file, Hdf5Dataset dataset, CubeShape shape, byte[] bytes)
    {
        if (!Hdf5CubeReader.CanDecode(dataset))
        {
            dataset.Read([0, 0], [shape.DetectorY, shape.DetectorX], bytes);
            return;
        }
        Cube one = new(dataset.Element, dataset.Order, [], [new("y", shape.DetectorY), new("x", shape.DetectorX)], shape);
        using Hdf5CubeReader reader = new(file, dataset, one);
        reader.Read(CubeRegion.Whole(shape), bytes, threads: 1);
    }

    private static string Describe(uint[] flags)
    {
        int masked = flags.Count(value => (value & Reasons) != 0), interpolated = flags.Count(value => (value & Virtual) != 0);
        uint all = flags.Aggregate(0u, (sum, value) => sum | value) & Reasons;
        List<string> reasons = [];
        for (; all != 0; all &= all - 1)
        {
            int bit = BitOperations.TrailingZeroCount(all);
            reasons.Add($"{flags.Count(value => (value >> bit & 1) != 0):N0} {(bit < ReasonNames.Length ? ReasonNames[bit] : $"bit {bit}")}");
        }
        string found = masked == 0 ? "no pixel is masked"
            : $"{masked:N0} of {flags.Length:N0} pixels are masked ({string.Join(", ", reasons)}); their samples are left as they are";
        return $"{Name}: {found}" + (interpolated > 0 ? $"; {interpolated:N0} virtual pixels hold interpolated counts" : "");
    }

    [GeneratedRegex(@"^pixel_mask(_\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex MaskName();
}
