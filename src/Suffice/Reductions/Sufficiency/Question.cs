using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>A target at its own parameters, or at others from the range of its latitude.</summary>
/// <param name="Target">Its place among the targets.</param>
/// <param name="IsDraw">Whether it was drawn.</param>
internal sealed record Question(int Target, ViewRequest Request, bool IsDraw);
