using System.Security.Cryptography;
using System.Text;

namespace Suffice.Viewer.Security;

/// <summary>What a request must show: 128 random bits, new for every start.</summary>
internal sealed class AccessToken
{
    private readonly byte[] _bytes;

    public AccessToken()
    {
        Text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _bytes = Encoding.ASCII.GetBytes(Text);
    }

    /// <summary>The token as it stands in addresses.</summary>
    public string Text { get; }

    /// <summary>Whether a text is the token; takes as long for a near miss as for any other.</summary>
    public bool Matches(string text) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), _bytes);
}
