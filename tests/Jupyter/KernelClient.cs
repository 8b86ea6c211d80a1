using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Jupyter;
using PML.Tests.Zmtp;

namespace PML.Tests.Jupyter;

/// <summary>A Jupyter client over the tests' own ZMTP peer: it checks the signature of all that it hears.</summary>
internal sealed class KernelClient : IDisposable
{
    private const string Delimiter = "<IDS|MSG>";

    private readonly ConnectionFile _connection;
    private readonly byte[] _key;
    private readonly string _name = Guid.NewGuid().ToString("n");

    internal KernelClient(ConnectionFile connection)
    {
        (_connection, _key) = (connection, Encoding.UTF8.GetBytes(connection.Key));
        IoPub = new ZmtpClient(connection.IoPub, "SUB");
        IoPub.Subscribe("");
        Welcome = Hear(IoPub);
        Stdin = new ZmtpClient(connection.Stdin, "DEALER", _name);
        Control = new ZmtpClient(connection.Control, "DEALER", _name);
        Shell = new ZmtpClient(connection.Shell, "DEALER", _name);
    }

    internal ZmtpClient Shell { get; }

    internal ZmtpClient Control { get; }

    internal ZmtpClient IoPub { get; }

    internal ZmtpClient Stdin { get; }

    /// <summary>The first message of the publishing socket.</summary>
    internal Heard Welcome { get; }

    internal ZmtpClient Heartbeat() => new(_connection.Heartbeat, "REQ");

    /// <summary>Five free ports and a key.</summary>
    internal static ConnectionFile FreePorts()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Dispose();
        return new ConnectionFile(ports[0], ports[1], ports[2], ports[3], ports[4], "a key of the tests");
    }

    internal static JsonObject FileOf(ConnectionFile connection) => new()
    {
        ["transport"] = "tcp",
        ["ip"] = "127.0.0.1",
        ["signature_scheme"] = "hmac-sha256",
        ["key"] = connection.Key,
        ["shell_port"] = connection.Shell,
        ["control_port"] = connection.Control,
        ["iopub_port"] = connection.IoPub,
        ["stdin_port"] = connection.Stdin,
        ["hb_port"] = connection.Heartbeat,
        ["kernel_name"] = "of no meaning",
    };

    /// <summary>The frames of a message.</summary>
    internal static byte[][] Message(string type, JsonObject content, string id, string key) =>
        Signed([Encoding.UTF8.GetBytes(Header(type, id).ToJsonString()), "{}"u8.ToArray(), "{}"u8.ToArray(), Encoding.UTF8.GetBytes(content.ToJsonString())], key);

    internal static byte[][] Signed(byte[][] parts, string key) =>
        [Encoding.ASCII.GetBytes(Delimiter), Encoding.ASCII.GetBytes(Hex(parts, Encoding.UTF8.GetBytes(key))), .. parts];

    internal static JsonObject Code(string code) => new() { ["code"] = code, ["silent"] = false, ["store_history"] = true, ["user_expressions"] = new JsonObject(), ["allow_stdin"] = true, ["stop_on_error"] = true };

    /// <summary>Sends a request.</summary>
    /// <returns>Its id.</returns>
    internal string Send(string type, JsonObject? content = null, ZmtpClient? by = null)
    {
        string id = Guid.NewGuid().ToString("n");
        (by ?? Shell).Send(Message(type, content ?? [], id, _connection.Key));
        return id;
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    internal Heard Ask(string type, JsonObject? content = null, ZmtpClient? by = null) => Reply(Send(type, content, by), by);

    /// <summary>Waits for the answer to a request.</summary>
    internal Heard Reply(string id, ZmtpClient? by = null)
    {
        while (true)
            if (Hear(by ?? Shell) is var heard && heard.ParentId == id) return heard;
    }

    /// <summary>What is published under a request, from busy to idle; those two are left out.</summary>
    internal List<Heard> Published(string id)
    {
        var published = new List<Heard>();
        while (true)
        {
            var heard = Hear(IoPub);
            if (heard.ParentId != id) continue;
            Assert.Equal(published.Count == 0, (heard.Type, heard.Text("execution_state")) == ("status", "busy"));
            if ((heard.Type, heard.Text("execution_state")) == ("status", "idle")) return published[1..];
            published.Add(heard);
        }
    }

    /// <summary>Runs a cell to its end.</summary>
    internal (Heard Reply, List<Heard> Published) Run(string code) => Run(Code(code));

    internal (Heard Reply, List<Heard> Published) Run(JsonObject content)
    {
        string id = Send("execute_request", content);
        var published = Published(id);
        return (Reply(id), published);
    }

    /// <summary>Receives a message, whoever it is for.</summary>
    internal Heard Hear(ZmtpClient by)
    {
        var frames = by.Receive();
        int at = Array.FindIndex(frames, f => Encoding.ASCII.GetString(f) == Delimiter);
        Assert.Equal(frames.Length, at + 6);
        Assert.Equal(Hex(frames[(at + 2)..], _key), Encoding.ASCII.GetString(frames[at + 1]));
        var header = Json(frames[at + 2]);
        return new Heard((string)header["msg_type"]!, header, Json(frames[at + 3]), Json(frames[at + 5]));
    }

    public void Dispose()
    {
        foreach (var one in new[] { Shell, Control, IoPub, Stdin }) one.Dispose();
    }

    private static JsonObject Header(string type, string id) => new()
    {
        ["msg_id"] = id,
        ["session"] = "the tests",
        ["username"] = "somebody",
        ["date"] = "2026-01-01T00:00:00Z",
        ["msg_type"] = type,
        ["version"] = "5.4",
    };

    private static string Hex(byte[][] parts, byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, parts.SelectMany(p => p).ToArray()));

    private static JsonObject Json(byte[] frame) => JsonNode.Parse(frame)!.AsObject();
}
