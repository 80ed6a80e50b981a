using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>A target that is made of the whole scan, with parameters from the range of its latitude.</summary>
/// <param name="Sigma">Its noise; NaN where it is not known.</param>
internal sealed record WholeScanDraw(ViewRequest Request, double Sigma);
