namespace Suffice.Cli.Reduction;

/// <summary>Where the certificate of a record goes: beside it.</summary>
internal sealed record CertificateFiles(string Json, string Html)
{
    public static CertificateFiles Beside(string record) =>
        new(Path.ChangeExtension(record, null) + ".certificate.json", Path.ChangeExtension(record, null) + ".certificate.html");
}
