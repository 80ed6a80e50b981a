using System.Collections.Immutable;

namespace Suffice.Studies.Reporting;

/// <summary>One metric of one method, over all datasets.</summary>
/// <param name="Mean">Mean over datasets of the means over runs.</param>
/// <param name="Min">Mean over runs of the lowest dataset.</param>
/// <param name="Max">Mean over runs of the highest dataset.</param>
/// <param name="From">The results that it is made of.</param>
public sealed record MethodMean(MethodName Method, double Mean, double Min, double Max, ImmutableArray<StudyResult> From);
