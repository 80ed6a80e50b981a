using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Advice;

/// <summary>What measuring a sample of a cube says about packing it.</summary>
/// <param name="Candidates">All, in the order in which they were measured.</param>
/// <param name="Choice">The one to take.</param>
/// <param name="ForPlugins">The one to take where readers have the usual plugins and not Suffice's; null where the choice is that already.</param>
/// <param name="Usual">What <c>pack --for</c> takes without measuring.</param>
public sealed record AdviceReport(Purpose Purpose, Cube Cube, ImmutableArray<Candidate> Candidates, Choice Choice, Choice? ForPlugins, Candidate Usual)
{
    /// <summary>Those that no other beats in both ratio and a speed, by rising speed.</summary>
    public ImmutableArray<Candidate> Front(AdviceGoal speed) => Front(Candidates, speed);

    internal static ImmutableArray<Candidate> Front(IEnumerable<Candidate> candidates, AdviceGoal speed) =>
        Studies.Reporting.Pareto.Front(candidates, candidate => candidate.Of(speed).Value, candidate => candidate.Ratio.Value);
}
