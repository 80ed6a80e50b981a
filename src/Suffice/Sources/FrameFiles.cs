using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources;

/// <summary>The frames of an acquisition, in one file or a series of them. Frames that are in no file are part of it.</summary>
internal sealed class FrameFiles : IDisposable
{
    // Some detectors write each frame to a file of its own, and a process may have some thousand open.
    private const int MostOpen = 128;

    private readonly ImmutableArray<FramePart> _parts;
    private readonly Dictionary<string, SourceFile> _open = [];

    /// <summary>All frames are in one file, which is disposed with this object.</summary>
    public FrameFiles(SourceFile file, long frames)
    {
        _parts = [new FramePart(file.Path, 0, frames)];
        _open.Add(file.Path, file);
    }

    /// <summary>Frames lie in several files; the parts follow each other from frame 0 on.</summary>
    public FrameFiles(ImmutableArray<FramePart> parts) => _parts = parts;

    /// <summary>The part that holds a frame; what is behind the last one is missing.</summary>
    public FramePart Locate(long frame)
    {
        (int low, int high) = (0, _parts.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_parts[middle].End <= frame) low = middle + 1;
            else high = middle;
        }
        return low < _parts.Length ? _parts[low] : new FramePart(null, _parts[^1].End, long.MaxValue - _parts[^1].End);
    }

    /// <summary>Fills <paramref name="bytes"/> from a byte of a part's file.</summary>
    /// <exception cref="CubeFileException">The file ends before, or cannot be read.</exception>
    public void ReadAt(FramePart part, long offset, Span<byte> bytes)
    {
        if (Kept(part.Path!) is SourceFile kept)
        {
            kept.ReadAt(offset, bytes);
            return;
        }
        using SourceFile file = SourceFile.Open(part.Path!);
        file.ReadAt(offset, bytes);
    }

    public void Dispose()
    {
        foreach (SourceFile file in _open.Values) file.Dispose();
    }

    private SourceFile? Kept(string path)
    {
        lock (_open)
        {
            if (_open.TryGetValue(path, out SourceFile? file)) return file;
            if (_parts.Length > MostOpen) return null;
            file = SourceFile.Open(path);
            _open.Add(path, file);
            return file;
        }
    }
}
