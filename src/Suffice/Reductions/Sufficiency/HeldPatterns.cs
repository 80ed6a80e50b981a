using Suffice.Cubes;

namespace Suffice.Reductions.Sufficiency;

/// <summary>Patterns in memory as a cube of their own.</summary>
internal sealed class HeldPatterns(Cube cube, SampleBuffer samples) : ICubeReader
{
    public Cube Cube { get; } = cube;

    public CubeShape BlockShape => Cube.Shape with { ScanY = 1 };

    /// <summary>The bytes of one pattern.</summary>
    public ReadOnlySpan<byte> Pattern(int position) => samples.Span(position * Cube.PatternBytes, (int)Cube.PatternBytes);

    public void Read(in CubeRegion region, Span<byte> target, int threads)
    {
        int done = 0;
        for (int y = 0; y < region.Extent.ScanY; y++)
        {
            long first = (long)(region.ScanY + y) * Cube.Shape.ScanX + region.ScanX;
            int length = checked((int)(region.Extent.ScanX * Cube.PatternBytes));
            samples.Span(first * Cube.PatternBytes, length).CopyTo(target[done..]);
            done += length;
        }
    }

    public void Dispose() => samples.Dispose();
}
