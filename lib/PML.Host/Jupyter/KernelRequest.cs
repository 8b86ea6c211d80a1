using PML.Host.Zmtp;

namespace PML.Host.Jupyter;

/// <summary>A request and where its answer goes.</summary>
/// <param name="Socket">The socket that it came by.</param>
/// <param name="From">The connection that it came by.</param>
/// <param name="Message">What was asked.</param>
internal sealed record KernelRequest(ZmtpSocket Socket, ZmtpPeer From, JupyterMessage Message)
{
    private const string Ending = "_request";

    /// <summary>What the answer is called.</summary>
    public string ReplyType => Message.Type.EndsWith(Ending, StringComparison.Ordinal) ? $"{Message.Type[..^Ending.Length]}_reply" : $"{Message.Type}_reply";
}
