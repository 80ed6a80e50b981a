using Suffice.Cubes;

namespace Suffice.Advice;

/// <summary>A codec with a chunk's extents, and what was measured of them.</summary>
/// <param name="Ratio">Bytes of samples over bytes stored.</param>
/// <param name="PackBytesPerSecond">Samples packed in a second: read, encoded, decoded and compared, digested.</param>
/// <param name="ReadBytesPerSecond">Samples decoded and checked in a second, on all threads.</param>
public sealed record Candidate(AdviceCodec Codec, CubeShape Chunk, Interval Ratio, Interval PackBytesPerSecond, Interval ReadBytesPerSecond)
{
    /// <summary>Bytes of the cube's samples.</summary>
    public required long CubeBytes { get; init; }

    /// <summary>What packing takes besides its work on samples, in a process that begins with it.</summary>
    public double StartSeconds { get; init; }

    /// <summary>How long packing will take.</summary>
    public double PackSeconds => StartSeconds + CubeBytes / PackBytesPerSecond.Value;

    /// <summary>What the whole cube's chunks will take.</summary>
    public double StoredBytes => CubeBytes / Ratio.Value;

    /// <summary>Until one pattern is there: its chunk decoded on one thread.</summary>
    public required double PatternSeconds { get; init; }

    /// <summary>How many chunks were measured.</summary>
    public required int Chunks { get; init; }

    /// <summary>A measure, more being better.</summary>
    public Interval Of(AdviceGoal goal) => goal switch
    {
        AdviceGoal.Size => Ratio,
        AdviceGoal.Packing => PackBytesPerSecond,
        _ => ReadBytesPerSecond,
    };
}
