using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Events;

namespace Suffice.Sources.Stempy;

/// <summary>The electrons of a stempy file by position. Which frames hold which position is known, the lists stay in the file.</summary>
internal sealed class StempyEvents : IScanEvents
{
    private readonly Hdf5File _file;
    private readonly Hdf5RaggedDataset _frames;
    private readonly long[] _positionOf;
    private readonly long _framesPerPosition;
    private readonly long _detectorPixels;

    // Frames by the position that they belong to.
    private readonly long[] _order, _keys;

    /// <param name="positionOf">The place in the scan of each entry; each entry has as many frames.</param>
    public StempyEvents(Hdf5File file, Hdf5RaggedDataset frames, long[] positionOf, long positions, long detectorPixels)
    {
        (_file, _frames, _positionOf, _detectorPixels) = (file, frames, positionOf, detectorPixels);
        _framesPerPosition = Math.Max(1, frames.Count / Math.Max(1, positionOf.Length));
        _keys = [.. positionOf];
        _order = [.. Enumerable.Range(0, positionOf.Length).Select(i => (long)i)];
        Array.Sort(_keys, _order);
        int[] counts = new int[positions];
        frames.Read(0, positionOf.Length * _framesPerPosition, (frame, pixels) => counts[_positionOf[frame / _framesPerPosition]] += Checked(frame, pixels));
        (MostElectrons, Electrons) = (counts.Max(), counts.Sum(count => (long)count));
    }

    public string Path => _file.Path;

    public int MostElectrons { get; }

    public long Electrons { get; }

    public long FramesPerPosition => _framesPerPosition;

    public void Read(long firstPosition, long positions, EventSink sink)
    {
        int from = LowerBound(firstPosition), to = LowerBound(firstPosition + positions);
        int[] at = [], pixels = [];
        for (int i = from, run; i < to; i += run)
        {
            // Entries that follow each other in the file too are read in one go.
            run = 1;
            while (i + run < to && _order[i + run] == _order[i] + run) run++;
            long first = _order[i];
            _frames.Read(first * _framesPerPosition, run * _framesPerPosition, (frame, list) =>
            {
                int count = Checked(frame, list);
                if (pixels.Length < count) (at, pixels) = (new int[count], new int[count]);
                at.AsSpan(0, count).Fill((int)(_positionOf[frame / _framesPerPosition] - firstPosition));
                for (int k = 0; k < count; k++) pixels[k] = (int)list[k];
                sink(at.AsSpan(0, count), pixels.AsSpan(0, count));
            });
        }
    }

    public void Dispose()
    {
        _frames.Dispose();
        _file.Dispose();
    }

    private int LowerBound(long position)
    {
        (int low, int high) = (0, _keys.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_keys[middle] < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private int Checked(long frame, ReadOnlySpan<uint> pixels)
    {
        foreach (uint pixel in pixels)
            if (pixel >= _detectorPixels) throw new CubeFileException(_file.Path, $"frame {frame:N0} has an electron at pixel {pixel:N0} of {_detectorPixels:N0}: the file is damaged");
        return pixels.Length;
    }
}
