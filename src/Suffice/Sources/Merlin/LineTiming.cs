namespace Suffice.Sources.Merlin;

/// <summary>Finds the length of a scan line in the times of the frames: the beam takes longer to fly back than to step.</summary>
internal static class LineTiming
{
    /// <summary>Frames whose times are looked at: two lines of any scan in use, at the price of 4,096 small reads.</summary>
    public const int MostFrames = 4096;

    /// <summary>Frames per line; null where the times show no regular lines.</summary>
    /// <param name="timesNs">Times of the first frames, in order.</param>
    /// <param name="frames">Number of frames in the whole file.</param>
    public static int? FindLineLength(ReadOnlySpan<long> timesNs, long frames)
    {
        if (timesNs.Length < 4) return null;
        long[] steps = new long[timesNs.Length - 1];
        for (int i = 0; i < steps.Length; i++) steps[i] = timesNs[i + 1] - timesNs[i];
        // A clock that was set back while recording tells nothing.
        if (Array.Exists(steps, step => step < 0)) return null;
        double mean = (timesNs[^1] - timesNs[0]) / (double)steps.Length;
        int line = Array.FindIndex(steps, step => step > mean) + 1;
        if (line < 2 || line > steps.Length) return null;

        // As double: damaged stamps may lie centuries apart, sane ones are exact up to 104 days.
        (double shortestFlyback, double longestStep, double shortestStep) = (double.MaxValue, double.MinValue, double.MaxValue);
        for (int i = 0; i < steps.Length; i++)
        {
            if ((i + 1) % line == 0)
                shortestFlyback = Math.Min(shortestFlyback, steps[i]);
            else
                (longestStep, shortestStep) = (Math.Max(longestStep, steps[i]), Math.Min(shortestStep, steps[i]));
        }
        // Jitter also exceeds the mean. A flyback stands out from every step by more than the steps differ among
        // themselves, at every line's end; seen only once, the file must also divide into such lines.
        bool standsOut = shortestFlyback - longestStep > longestStep - shortestStep;
        bool seenOnce = steps.Length < 2 * line;
        return standsOut && (!seenOnce || frames % line == 0) ? line : null;
    }
}
