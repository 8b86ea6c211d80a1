using System.Text;

namespace PML.Host.Zmtp;

/// <summary>A command of the protocol: READY, SUBSCRIBE, CANCEL, PING and so on.</summary>
/// <param name="Name">Which.</param>
/// <param name="Rest">What follows the name.</param>
internal readonly record struct ZmtpCommand(string Name, ReadOnlyMemory<byte> Rest)
{
    /// <summary>Reads a command frame's body.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(byte[] body, out ZmtpCommand command)
    {
        bool isOne = body.Length > 0 && body[0] > 0 && body.Length > body[0];
        command = isOne ? new(Encoding.ASCII.GetString(body, 1, body[0]), body.AsMemory(1 + body[0])) : default;
        return isOne;
    }
}
