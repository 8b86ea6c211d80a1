using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Zmtp;
using PML.Support;

namespace PML.Host.Jupyter;

/// <summary>The kernel's five sockets, and what is said over them.</summary>
internal sealed class KernelSockets : IDisposable
{
    private readonly MessageSigner _signer;
    private readonly List<ZmtpSocket> _all = [];
    private readonly ZmtpSocket _publisher, _stdin;

    /// <summary>Binds them.</summary>
    /// <param name="connection">Ports and key.</param>
    /// <param name="shell">Takes a signed request of the shell.</param>
    /// <param name="control">Takes a signed request of the control channel.</param>
    /// <param name="answer">Takes a signed answer to a question.</param>
    /// <exception cref="PmlException">A port is taken.</exception>
    public KernelSockets(ConnectionFile connection, Action<KernelRequest> shell, Action<KernelRequest> control, Action<JupyterMessage> answer)
    {
        _signer = new MessageSigner(connection.Key);
        _publisher = Bind(ZmtpRole.Publisher, connection.IoPub, null, Welcome);
        _stdin = Bind(ZmtpRole.Router, connection.Stdin, (_, _, frames) => Signed(frames, answer));
        Bind(ZmtpRole.Echo, connection.Heartbeat, null);
        Bind(ZmtpRole.Router, connection.Control, (socket, peer, frames) => Signed(frames, m => control(new KernelRequest(socket, peer, m))));
        Bind(ZmtpRole.Router, connection.Shell, (socket, peer, frames) => Signed(frames, m => shell(new KernelRequest(socket, peer, m))));
    }

    /// <summary>The kernel's session, new with each process.</summary>
    public string Session { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Lets clients in.</summary>
    public void Open()
    {
        foreach (var socket in _all) socket.Open();
    }

    /// <summary>Answers a request.</summary>
    public void Reply(KernelRequest request, JsonObject content) =>
        request.Socket.Send(request.From, JupyterMessage.Frames(request.Message.Envelope, request.ReplyType, content, request.Message, Session, _signer));

    /// <summary>Tells everybody.</summary>
    /// <param name="type">The message's kind.</param>
    /// <param name="content">What it says.</param>
    /// <param name="parent">The request behind it; null for none.</param>
    public void Publish(string type, JsonObject content, JupyterMessage? parent) => _publisher.Publish(Published(type, content, parent));

    /// <summary>Tells everybody who keeps up what a cell shows.</summary>
    /// <param name="type">The message's kind.</param>
    /// <param name="content">What it says.</param>
    /// <param name="parent">The request behind it; null for none.</param>
    public void Show(string type, JsonObject content, JupyterMessage? parent) => _publisher.Publish(Published(type, content, parent), isSpare: true);

    /// <summary>Tells everybody whether the kernel works on a request.</summary>
    public void Status(string state, JupyterMessage? parent) => Publish("status", new JsonObject { ["execution_state"] = state }, parent);

    /// <summary>Asks the user who sent a request.</summary>
    /// <returns>Whether they can be asked.</returns>
    public bool Question(KernelRequest request, JsonObject content)
    {
        // A client uses one name for its shell and its stdin connection.
        if (_stdin.Find(request.From.Identity) is not { } peer) return false;
        _stdin.Send(peer, JupyterMessage.Frames([], "input_request", content, request.Message, Session, _signer));
        return true;
    }

    /// <summary>Waits a little for what was said to leave.</summary>
    public Task Flush() => Task.WhenAll(_all.Select(s => s.Flush(TimeSpan.FromSeconds(1))));

    /// <summary>Closes them.</summary>
    public void Dispose()
    {
        foreach (var socket in _all) socket.Dispose();
    }

    private ZmtpSocket Bind(ZmtpRole role, int port, Action<ZmtpSocket, ZmtpPeer, byte[][]>? received, Func<byte[], byte[][]>? welcome = null)
    {
        try
        {
            var socket = new ZmtpSocket(role, port, received, welcome);
            _all.Add(socket);
            return socket;
        }
        catch (SocketException e)
        {
            Dispose();
            throw new PmlException($"The kernel cannot listen on port {port} of 127.0.0.1: {e.Message}. Start it again from Jupyter, which then chooses other ports.", e);
        }
    }

    private void Signed(byte[][] frames, Action<JupyterMessage> take)
    {
        if (JupyterMessage.Read(frames, _signer) is { } message) take(message);
    }

    private byte[][] Welcome(byte[] topic) => Published("iopub_welcome", new JsonObject { ["subscription"] = Encoding.UTF8.GetString(topic) }, null);

    private byte[][] Published(string type, JsonObject content, JupyterMessage? parent) =>
        JupyterMessage.Frames([Encoding.ASCII.GetBytes($"kernel.{Session}.{type}")], type, content, parent, Session, _signer);
}
