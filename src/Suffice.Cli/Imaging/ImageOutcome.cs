using Suffice.Views;

namespace Suffice.Cli.Imaging;

/// <summary>What <c>image</c> measured and wrote.</summary>
/// <param name="PixelSizeOrigin">Where the detector's calibration comes from; null where there is none.</param>
internal sealed record ImageOutcome(
    ViewContext Context, string? PixelSizeOrigin, IReadOnlyList<(ViewRequest Request, ViewResult Result)> Results, IReadOnlyList<string> Files);
