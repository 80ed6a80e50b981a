namespace Suffice.Cubes.Statistics;

/// <summary>How a survey divides the memory that it may use.</summary>
/// <param name="SlabBytes">Samples in memory at a time.</param>
/// <param name="PixelBytes">Counters of (detector pixel, value).</param>
/// <param name="DistinctValues">Values of a wide element type to tell apart, about.</param>
internal sealed record SurveyLimits(long SlabBytes, long PixelBytes, int DistinctValues)
{
    private const long MaxSlabBytes = 128 << 20;
    private const int MaxDistinctValues = 1 << 20;

    /// <summary>A third each for samples, for pixels and for values, whose tables need up to 43 bytes a value.</summary>
    public static SurveyLimits For(long memoryBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryBytes, 1 << 16);
        long third = memoryBytes / 3;
        return new(Math.Min(third, MaxSlabBytes), third, (int)Math.Min(third / 43, MaxDistinctValues));
    }
}
