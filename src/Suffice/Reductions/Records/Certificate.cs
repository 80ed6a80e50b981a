using System.Collections.Immutable;
using System.Text.Json;

namespace Suffice.Reductions.Records;

/// <summary>What a record says of itself: what it was made of, what was asked, what was found, what was kept and why. See docs/decisions.</summary>
public sealed record Certificate(
    int Version, string Program, string Command, DateTime Created, CertificateSource Source, CertificateSampling Sampling,
    ImmutableArray<CertificateTarget> Targets, ImmutableArray<CertificateRung> Ladder, ImmutableArray<string> Climbs,
    ImmutableArray<CertificateForm> Forms, CertificateBytes Bytes)
{
    /// <summary>As UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, CertificateJson.Default.Certificate);

    /// <summary>From JSON.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static Certificate FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, CertificateJson.Default.Certificate) ?? throw new InvalidDataException("it is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"it is no certificate ({e.Message})", e);
        }
    }
}
