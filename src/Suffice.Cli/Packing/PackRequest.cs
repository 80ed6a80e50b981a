using Suffice.Packing;

namespace Suffice.Cli.Packing;

/// <summary>What a user asked of <c>pack</c>, for one file or many.</summary>
/// <param name="Cube">What was said of the cube.</param>
/// <param name="Options">How it is packed.</param>
/// <param name="DeletesSource">Whether the source goes when the packed file gives it back.</param>
/// <param name="Resumes">Whether what is packed and good already is skipped.</param>
internal sealed record PackRequest(CubeFileOptions Cube, PackOptions Options, bool DeletesSource, bool Resumes);
