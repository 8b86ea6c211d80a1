using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Jupyter;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.Jupyter;

/// <summary>What a kernel is told of its ports and key, and what it refuses.</summary>
public sealed class ConnectionFileTests : IDisposable
{
    private static readonly ConnectionFile s_connection = new(1001, 1002, 1003, 1004, 65535, "secret");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_Jupyter_writes_is_read() => Assert.Equal(s_connection, Read(KernelClient.FileOf(s_connection).ToJsonString()));

    [Fact]
    public void What_has_one_possible_value_may_be_left_out()
    {
        var file = KernelClient.FileOf(s_connection);
        foreach (string name in new[] { "transport", "ip", "signature_scheme" }) file.Remove(name);
        Assert.Equal(s_connection, Read(file.ToJsonString()));
    }

    [Theory]
    [InlineData("key", "\"\"", "has no key: without signatures every program of this machine could run code")]
    [InlineData("key", "null", "has no key")]
    [InlineData("key", "5", "no connection file that this kernel understands")]
    [InlineData("ip", "\"0.0.0.0\"", "listens on 127.0.0.1 only", "asks for 0.0.0.0. Start Jupyter without an ip")]
    [InlineData("ip", "\"192.168.1.7\"", "asks for 192.168.1.7")]
    [InlineData("ip", "\"127.0.0.2\"", "asks for 127.0.0.2")]
    [InlineData("ip", "\"::1\"", "asks for ::1")]
    [InlineData("ip", "\"*\"", "asks for *")]
    [InlineData("transport", "\"ipc\"", "transport must be tcp; found ipc")]
    [InlineData("signature_scheme", "\"hmac-md5\"", "signature_scheme must be hmac-sha256; found hmac-md5")]
    [InlineData("shell_port", "0", "shell_port must be a port between 1 and 65535; found 0")]
    [InlineData("hb_port", "65536", "hb_port must be a port", "found 65536")]
    [InlineData("iopub_port", "-1", "iopub_port must be a port")]
    [InlineData("stdin_port", "null", "stdin_port must be a port", "found nothing")]
    [InlineData("control_port", "\"1002\"", "no connection file")]
    [InlineData("control_port", "1e99", "no connection file")]
    [InlineData("control_port", "10.5", "no connection file")]
    [InlineData("transport", "{}", "no connection file")]
    public void What_does_not_fit_is_refused_with_a_sentence(string name, string value, params string[] parts)
    {
        var file = KernelClient.FileOf(s_connection);
        file[name] = JsonNode.Parse(value);
        string message = Refused(file.ToJsonString());
        foreach (string part in parts) Assert.Contains(part, message);
        Assert.Contains("c.json", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{\"ip\": \"127.0.0.1\", \"ip\": \"127.0.0.1\"}")]
    [InlineData("{\"key\": \"\\ud800\"}")]
    public void What_is_no_JSON_object_is_refused(string text) => Assert.Contains("no connection file that this kernel understands", Refused(text));

    [Fact]
    public void A_giant_file_is_refused_unread()
    {
        using (var file = File.Create(_scratch["c.json"])) file.SetLength(3L << 30);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than 65536 bytes", Assert.Throws<PmlException>(() => ConnectionFile.Read(_scratch["c.json"])).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_with_where_they_come_from()
    {
        string message = Assert.Throws<PmlException>(() => ConnectionFile.Read(_scratch["none.json"])).Message;
        Assert.Contains("none.json is not there. Jupyter writes one", message);
        Assert.Contains("lib/pml kernel install", message);
        Assert.Contains("not there", Assert.Throws<PmlException>(() => ConnectionFile.Read(_scratch.Folder)).Message);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused() =>
        Mutations.Survive(Encoding.UTF8.GetBytes(KernelClient.FileOf(s_connection).ToJsonString()), 500, 11, bytes =>
        {
            File.WriteAllBytes(_scratch["c.json"], bytes);
            ConnectionFile.Read(_scratch["c.json"]);
        }, length => 1 << 20);

    private ConnectionFile Read(string text)
    {
        File.WriteAllText(_scratch["c.json"], text);
        return ConnectionFile.Read(_scratch["c.json"]);
    }

    private string Refused(string text) => Assert.Throws<PmlException>(() => Read(text)).Message;
}
