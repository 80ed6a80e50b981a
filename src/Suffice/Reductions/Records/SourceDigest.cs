using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Suffice.Reductions.Records;

/// <summary>Name, size and SHA-256 of the files of a source.</summary>
internal static class SourceDigest
{
    public static ImmutableArray<CertificateFile> Of(ImmutableArray<string> paths, CancellationToken cancellation) => [.. paths.Select(path =>
    {
        cancellation.ThrowIfCancellationRequested();
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20);
        return new CertificateFile(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    })];
}
