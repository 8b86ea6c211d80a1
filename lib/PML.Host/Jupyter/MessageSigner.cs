using System.Security.Cryptography;
using System.Text;

namespace PML.Host.Jupyter;

/// <summary>Signs messages and checks signatures: HMAC-SHA256 over the four JSON frames, with the connection's key.</summary>
/// <param name="key">The key, not empty.</param>
internal sealed class MessageSigner(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>The signature of a message, in lower-case hexadecimal digits.</summary>
    public byte[] Sign(ReadOnlySpan<byte[]> frames)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] frame in frames) hash.AppendData(frame);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether a signature is right; takes the same time wherever it is wrong.</summary>
    public bool IsSigned(ReadOnlySpan<byte[]> frames, byte[] signature) => CryptographicOperations.FixedTimeEquals(Sign(frames), signature);
}
