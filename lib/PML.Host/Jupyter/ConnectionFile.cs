using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Host.Jupyter;

/// <summary>What a Jupyter client tells a kernel that it starts: five ports of this machine and the key that both sign with.</summary>
/// <param name="Shell">Port of requests.</param>
/// <param name="Control">Port of interrupts and shutdown.</param>
/// <param name="IoPub">Port of outputs.</param>
/// <param name="Stdin">Port of questions to the user.</param>
/// <param name="Heartbeat">Port that sends everything back.</param>
/// <param name="Key">The key.</param>
internal sealed record ConnectionFile(int Shell, int Control, int IoPub, int Stdin, int Heartbeat, string Key)
{
    private const int LargestFile = 1 << 16;
    private static readonly JsonDocumentOptions s_reading = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a connection file.</summary>
    /// <exception cref="PmlException">It is not there, is none, or asks for something that this kernel refuses.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) throw new PmlException($"The connection file {path} is not there. Jupyter writes one and starts the kernel with it; `lib/pml kernel install` makes the kernel known to Jupyter.");
            using var stream = file.OpenRead();
            var bytes = new byte[LargestFile + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LargestFile) throw Wrong(path, $"it has more than {LargestFile} bytes");
            return Of(JsonNode.Parse(bytes.AsSpan(0, length), documentOptions: s_reading) as JsonObject ?? throw Wrong(path, "it is no JSON object"), path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Wrong(path, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"The connection file {path} cannot be read: {e.Message}", e);
        }
    }

    private static ConnectionFile Of(JsonObject file, string path)
    {
        Expect("transport", "tcp");
        Expect("signature_scheme", "hmac-sha256");
        string ip = (string?)file["ip"] ?? "127.0.0.1";
        // Whoever can send to the kernel can run any code as its user.
        if (!IPAddress.TryParse(ip, out var address) || !address.Equals(IPAddress.Loopback))
            throw new PmlException($"The kernel listens on 127.0.0.1 only; the connection file {path} asks for {ip}. Start Jupyter without an ip for its kernels.");
        string key = (string?)file["key"] ?? "";
        if (key.Length == 0) throw new PmlException($"The connection file {path} has no key: without signatures every program of this machine could run code in the kernel. Start Jupyter with its default session key.");
        return new ConnectionFile(Port("shell_port"), Port("control_port"), Port("iopub_port"), Port("stdin_port"), Port("hb_port"), key);

        void Expect(string name, string value)
        {
            if ((string?)file[name] is { } found && found != value) throw Wrong(path, $"{name} must be {value}; found {found}");
        }

        int Port(string name) => (int?)file[name] is > 0 and < 65536 and var port ? port : throw Wrong(path, $"{name} must be a port between 1 and 65535; found {file[name]?.ToJsonString() ?? "nothing"}");
    }

    private static PmlException Wrong(string path, string why) => new($"{path} is no connection file that this kernel understands: {why}.");
}
