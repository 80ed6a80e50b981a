using System.Security.Cryptography;
using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>The SHA-256 of samples, little-endian on every machine.</summary>
internal sealed class SampleDigest(ElementType element) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds samples in this machine's byte order.</summary>
    public void Append(ReadOnlySpan<byte> samples)
    {
        if (BitConverter.IsLittleEndian)
        {
            _hash.AppendData(samples);
            return;
        }
        byte[] little = [.. samples];
        SampleOrder.Reverse(element, little);
        _hash.AppendData(little);
    }

    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
