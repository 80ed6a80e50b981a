using Suffice.Cubes;
using Suffice.Sources.Numpy;

namespace Suffice.Views.Files;

/// <summary>Pixels of a detector, marked in a .npy array of its shape: those that are not 0.</summary>
public static class MaskFile
{
    /// <summary>Reads one.</summary>
    /// <returns>One flag for each pixel, row-major.</returns>
    /// <exception cref="CubeFileException">There is no such file, or its array has another shape.</exception>
    public static bool[] Read(string path, CubeShape shape)
    {
        if (!File.Exists(path)) throw new CubeFileException(path, "there is no such file");
        byte[] file = File.ReadAllBytes(path);
        NpyHeader header = NpyHeader.Parse(file.AsSpan(0, Math.Min(file.Length, NpyHeader.MaxBytes)), path);
        if (header.Shape is not [var rows, var columns] || rows != shape.DetectorY || columns != shape.DetectorX)
            throw new CubeFileException(path, $"has the shape ({string.Join(", ", header.Shape)}); the detector has {shape.DetectorY} x {shape.DetectorX} pixels");
        int size = header.Element.Bytes();
        if (file.Length - header.DataOffset < shape.PatternSamples * size) throw new CubeFileException(path, "is shorter than its header says");
        bool[] marks = new bool[checked((int)shape.PatternSamples)];
        for (int i = 0; i < marks.Length; i++) marks[i] = file.AsSpan(header.DataOffset + i * size, size).ContainsAnyExcept((byte)0);
        return marks;
    }

    /// <summary>Pixels that are masked, by a file's own mask or by another one.</summary>
    /// <param name="masked">The file's; empty for none.</param>
    /// <param name="path">The other one's .npy file; null for none.</param>
    public static ReadOnlyMemory<bool> Union(ReadOnlyMemory<bool> masked, string? path, CubeShape shape)
    {
        if (path is null) return masked;
        bool[] marks = Read(path, shape);
        for (int i = 0; i < masked.Length; i++) marks[i] |= masked.Span[i];
        return marks;
    }
}
