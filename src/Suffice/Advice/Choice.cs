using System.Globalization;

namespace Suffice.Advice;

/// <summary>A candidate that was taken for a purpose, and why.</summary>
public sealed record Choice(Candidate Candidate, string Reason)
{
    private const double LeastGain = 1.01;

    /// <summary>Decides among candidates by the rule of a purpose: those near the best in what counts first, and of them the best in what counts then.</summary>
    /// <param name="candidates">At least one.</param>
    public static Choice Of(Purpose purpose, IReadOnlyCollection<Candidate> candidates)
    {
        // Without compression there is nothing to choose, unless none gains anything.
        Candidate[] all = [.. candidates.Where(candidate => candidate.Codec.Name != AdviceCodec.NoCompression && candidate.Ratio.Value > 1)];
        if (all.Length == 0) return new Choice(candidates.MaxBy(candidate => candidate.Ratio.Value)!, "nothing makes these samples smaller");
        Candidate[] quick = [.. all.Where(candidate => candidate.PatternSeconds <= purpose.MostPatternSeconds)];
        if (quick.Length == 0) quick = all;
        Candidate best = quick.MaxBy(candidate => candidate.Of(purpose.First).Value)!;
        double least = best.Of(purpose.First).Value * (1 - purpose.Tolerance);
        Candidate chosen = quick.Where(candidate => candidate.Of(purpose.First).Value >= least).MaxBy(candidate => candidate.Of(purpose.Then).Value)!;
        // Nothing is given up for nothing.
        if (chosen.Of(purpose.Then).Value < best.Of(purpose.Then).Value * LeastGain) chosen = best;
        return new Choice(chosen, Reasoned(purpose, best, chosen));
    }

    private static string Reasoned(Purpose purpose, Candidate best, Candidate chosen)
    {
        (string first, string then) = (Superlative(purpose.First), Comparative(purpose.Then));
        string limit = double.IsFinite(purpose.MostPatternSeconds)
            ? string.Create(CultureInfo.InvariantCulture, $" with a pattern within {purpose.MostPatternSeconds * 1000:F0} ms") : "";
        if (chosen == best)
            return string.Create(CultureInfo.InvariantCulture, $"the {first}{limit}, and within {purpose.Tolerance:P0} of it none {then}");
        double behind = 1 - chosen.Of(purpose.First).Value / best.Of(purpose.First).Value;
        double ahead = chosen.Of(purpose.Then).Value / best.Of(purpose.Then).Value;
        return string.Create(CultureInfo.InvariantCulture,
            $"the {first}{limit} is {best.Codec.Name} in chunks of {best.Chunk}; this one is {behind:P1} behind it, where {purpose.Tolerance:P0} is allowed, and {ahead:F1} times {Ahead(purpose.Then)}");
    }

    private static string Superlative(AdviceGoal goal) => goal switch
    {
        AdviceGoal.Size => "smallest",
        AdviceGoal.Packing => "fastest to pack",
        _ => "fastest to read",
    };

    private static string Comparative(AdviceGoal goal) => goal switch
    {
        AdviceGoal.Size => "is smaller",
        AdviceGoal.Packing => "packs faster",
        _ => "reads faster",
    };

    private static string Ahead(AdviceGoal goal) => goal switch
    {
        AdviceGoal.Size => "smaller",
        AdviceGoal.Packing => "faster to pack",
        _ => "faster to read",
    };
}
