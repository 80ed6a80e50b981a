using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>A value that a record has to give, how well, and what may still be changed about it.</summary>
/// <param name="Name">As it was asked for, such as <c>adf</c>.</param>
/// <param name="Request">The view with nothing left open: radii and centre are there where it has any.</param>
public sealed record Target(string Name, ViewRequest Request, Tolerance Tolerance, Latitude Latitude)
{
    internal TargetKind Kind => TargetKind.Of(Request);
}
