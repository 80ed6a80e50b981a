using System.Runtime.InteropServices;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Reductions.Records;

/// <summary>The cube made again of its electrons.</summary>
internal sealed class EventCube : ICubeReader
{
    private readonly Hdf5File _file;
    private readonly Hdf5Dataset _events;
    private readonly long[] _first;

    /// <param name="file">The record; closed with this.</param>
    /// <param name="counts">Electrons at each position.</param>
    public EventCube(Hdf5File file, string path, ReadOnlySpan<double> counts, Cube cube)
    {
        (_file, Cube, _events) = (file, cube, new Hdf5Dataset(file, path));
        _first = new long[counts.Length + 1];
        for (int i = 0; i < counts.Length; i++) _first[i + 1] = _first[i] + (long)counts[i];
        if (counts.Length != cube.Shape.Patterns || _first[^1] > _events.Extents[0]) throw new CubeFileException(file.Path, $"{path} does not hold the electrons that the counts tell of");
    }

    public Cube Cube { get; }

    public CubeShape BlockShape => Cube.Shape with { ScanY = 1 };

    /// <inheritdoc/>
    /// <param name="region">Whole patterns.</param>
    public void Read(in CubeRegion region, Span<byte> samples, int threads)
    {
        CubeShape shape = Cube.Shape;
        if (!region.IsWithin(shape) || region.Extent.PatternSamples != shape.PatternSamples) throw new ArgumentException($"{region} is no region of whole patterns of {shape}", nameof(region));
        int patternBytes = checked((int)Cube.PatternBytes);
        double[] pattern = new double[shape.PatternSamples];
        for (int i = 0; i < region.Extent.Patterns; i++)
        {
            int position = (region.ScanY + i / region.Extent.ScanX) * shape.ScanX + region.ScanX + i % region.Extent.ScanX;
            Array.Clear(pattern);
            foreach (uint pixel in EventsOf(position))
            {
                if (pixel >= pattern.Length) throw new CubeFileException(_file.Path, $"an electron lies in pixel {pixel} of {pattern.Length}; the file is damaged");
                pattern[pixel]++;
            }
            StoredValues.Write(Cube.Element, pattern, samples.Slice(i * patternBytes, patternBytes));
        }
    }

    public void Dispose()
    {
        _events.Dispose();
        _file.Dispose();
    }

    private uint[] EventsOf(int position)
    {
        uint[] events = new uint[_first[position + 1] - _first[position]];
        if (events.Length == 0) return events;
        if (_events.Element == ElementType.UInt32)
        {
            _events.Read([_first[position]], [events.Length], MemoryMarshal.AsBytes(events.AsSpan()));
            return events;
        }
        ushort[] narrow = new ushort[events.Length];
        _events.Read([_first[position]], [narrow.Length], MemoryMarshal.AsBytes(narrow.AsSpan()));
        return Array.ConvertAll(narrow, pixel => (uint)pixel);
    }
}
