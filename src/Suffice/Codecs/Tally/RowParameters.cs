namespace Suffice.Codecs.Tally;

/// <summary>How rates are predicted from the rows above and the patterns before; indices into tables of the format.</summary>
internal record struct RowParameters(int Near, int Column, int Decay, int Pattern, int PatternDecay, float Mean)
{
    public static ReadOnlySpan<float> NearValues => [1.75f, 3.5f, 7, 14, 28, 56, 112, 448];

    public static ReadOnlySpan<float> ColumnValues => [9, 2, 0.4f, 0.08f];

    public static ReadOnlySpan<float> DecayValues => [0.5f, 0.7f, 0.85f, 0.95f];

    public static ReadOnlySpan<float> PatternValues => [0.25f, 0.5f, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 65536, 1e9f];

    public static ReadOnlySpan<float> PatternDecayValues => [0.5f, 0.75f, 0.9f, 0.95f, 0.98f, 0.99f, 0.997f, 1];

    /// <summary>The last value of <see cref="PatternValues"/>: earlier patterns are not looked at.</summary>
    public const int NoPattern = 15;

    public const float LeastMean = 1e-6f;

    public static RowParameters Usual(bool hasPatterns, float mean) => new(3, 2, 1, hasPatterns ? 6 : NoPattern, 6, Math.Max(mean, LeastMean));
}
