namespace Suffice.Cli.Inspection;

/// <summary>What one method made of a sample of the file.</summary>
/// <param name="Method">Name of the method, such as <c>blosc_zstd</c>.</param>
/// <param name="Ratio">Bytes of the samples / bytes encoded.</param>
internal sealed record SampledCompression(string Method, double Ratio);
