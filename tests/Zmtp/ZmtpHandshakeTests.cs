using System.Text;
using PML.Host.Zmtp;

namespace PML.Tests.Zmtp;

/// <summary>Greeting and READY: who is let in.</summary>
public sealed class ZmtpHandshakeTests : IDisposable
{
    private readonly ZmtpSocket _router = new(ZmtpRole.Router, 0, (socket, peer, frames) => socket.Send(peer, frames));

    public ZmtpHandshakeTests() => _router.Open();

    public void Dispose() => _router.Dispose();

    [Theory]
    [InlineData("DEALER")]
    [InlineData("REQ")]
    [InlineData("ROUTER")]
    public void Peers_that_fit_are_answered(string type)
    {
        using var client = new ZmtpClient(_router.Port, type, "me");
        Assert.StartsWith("\u0005READY\u000bSocket-Type\0\0\0\u0006ROUTER", Encoding.Latin1.GetString(client.Hello));
        client.Send([1]);
        Assert.Equal([[1]], client.Receive());
    }

    [Theory]
    [InlineData(ZmtpRole.Publisher, "SUB", "XPUB")]
    [InlineData(ZmtpRole.Publisher, "XSUB", "XPUB")]
    [InlineData(ZmtpRole.Echo, "REQ", "REP")]
    [InlineData(ZmtpRole.Echo, "DEALER", "REP")]
    internal void Every_role_has_its_type(ZmtpRole role, string theirs, string ours)
    {
        using var socket = new ZmtpSocket(role, 0);
        socket.Open();
        using var client = new ZmtpClient(socket.Port, theirs);
        Assert.Contains(ours, Encoding.ASCII.GetString(client.Hello));
    }

    [Fact]
    public void A_greeting_that_comes_byte_by_byte_is_a_greeting()
    {
        using var client = new ZmtpClient(_router.Port);
        client.WriteByteByByte([.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER"), .. ZmtpClient.Message([7], [])]);
        client.ReadHello();
        Assert.Equal([[7], []], client.Receive());
    }

    [Fact]
    public void Names_of_properties_are_the_same_in_any_case_and_unknown_ones_are_passed_over()
    {
        using var client = new ZmtpClient(_router.Port);
        client.Write([.. ZmtpClient.Greeting(), .. ZmtpClient.Command("READY", [.. ZmtpClient.Property("SOCKET-TYPE", [.. "DEALER"u8]), .. ZmtpClient.Property("X-Other", new byte[300])])]);
        client.ReadHello();
        client.Send([2]);
        Assert.Equal([[2]], client.Receive());
    }

    public static TheoryData<string, byte[]> Refusals() => new()
    {
        { "ZMTP 2", ZmtpClient.Greeting(version: 1) },
        { "no signature", new byte[64] },
        { "another mechanism", ZmtpClient.Greeting("CURVE") },
        { "a mechanism that begins as ours", ZmtpClient.Greeting("NULLED") },
        { "HTTP", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html,*/*;q=0.8\r\n\r\n".PadRight(80)) },
        { "a message first", [.. ZmtpClient.Greeting(), .. ZmtpClient.Message([1])] },
        { "another command first", [.. ZmtpClient.Greeting(), .. ZmtpClient.Command("PING", 0, 0)] },
        { "no type", [.. ZmtpClient.Greeting(), .. ZmtpClient.Command("READY")] },
        { "a type that does not fit", [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("SUB")] },
        { "an identity of 256 bytes", [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER", new string('i', 256))] },
        { "a READY of 5,000 bytes", [.. ZmtpClient.Greeting(), .. ZmtpClient.Command("READY", new byte[5000])] },
        { "a property without its value", [.. ZmtpClient.Greeting(), .. ZmtpClient.Command("READY", [3, .. "Abc"u8, 0])] },
        { "a value beyond the end", [.. ZmtpClient.Greeting(), .. ZmtpClient.Command("READY", [3, .. "Abc"u8, 0, 0, 0, 9, 1])] },
        { "a value of negative length", [.. ZmtpClient.Greeting(), .. ZmtpClient.Command("READY", [3, .. "Abc"u8, 0xFF, 0xFF, 0xFF, 0xFF, 1])] },
        { "a giant READY", [.. ZmtpClient.Greeting(), .. ZmtpClient.Head(4, long.MaxValue)] },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Others_are_shown_out_and_the_next_one_is_let_in(string who, byte[] said)
    {
        using var client = new ZmtpClient(_router.Port);
        client.Write(said);
        client.ReadToEnd();
        using var next = new ZmtpClient(_router.Port, "DEALER");
        next.Send(Encoding.ASCII.GetBytes(who));
        Assert.Equal(who, Encoding.ASCII.GetString(next.Receive().Single()));
    }
}
