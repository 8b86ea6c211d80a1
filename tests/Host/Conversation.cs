using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Notebooks;
using PML.Host.Stdio;

namespace PML.Tests.Host;

/// <summary>An editor that talks to a host, in this process or in one of its own.</summary>
internal sealed class Conversation : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Stream _to;
    private readonly StreamReader _from;
    private readonly List<JsonObject> _heard = [];
    private readonly Func<Task> _close;

    private Conversation(Stream to, Stream from, Func<Task> close) => (_to, _from, _close) = (to, new StreamReader(from, Encoding.UTF8), close);

    /// <summary>The process; null in this one.</summary>
    public Process? Process { get; private init; }

    /// <summary>Talks to a host in this process.</summary>
    public static Conversation Here(string? folder = null)
    {
        var (requests, messages) = (new Pipe(new PipeOptions(pauseWriterThreshold: 0)), new Pipe(new PipeOptions(pauseWriterThreshold: 0)));
        var run = Task.Run(new StdioHost(folder ?? Path.GetTempPath(), requests.Reader.AsStream(), messages.Writer.AsStream()).Run);
        return new Conversation(requests.Writer.AsStream(), messages.Reader.AsStream(), () => run.WaitAsync(s_patience));
    }

    /// <summary>Starts a process to talk to.</summary>
    public static Conversation WithProcess(string folder)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(Notebook).Assembly.Location, "host"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = System.Diagnostics.Process.Start(start)!;
        return new Conversation(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, async () =>
        {
            using var patience = new CancellationTokenSource(s_patience);
            await process.WaitForExitAsync(patience.Token);
            process.Dispose();
        })
        { Process = process };
    }

    public async Task Send(string line) => await _to.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));

    public Task Run(int id, string code) => Send(new JsonObject { ["do"] = "run", ["id"] = id, ["code"] = code }.ToJsonString());

    /// <summary>Asks about code, and gives the answer's value.</summary>
    public async Task<JsonNode?> Ask(string verb, int id, string code, int at = 0)
    {
        await Send(new JsonObject { ["do"] = verb, ["id"] = id, ["code"] = code, ["at"] = at }.ToJsonString());
        return (await Next(id, "answer"))["value"];
    }

    /// <summary>Waits for an event; what comes before it is kept for <see cref="Heard"/>.</summary>
    public async Task<JsonObject> Next(int? id, string kind)
    {
        while (true)
        {
            string line = await _from.ReadLineAsync().WaitAsync(s_patience) ?? throw new EndOfStreamException($"the host ended before '{kind}'");
            var message = JsonNode.Parse(line)!.AsObject();
            _heard.Add(message);
            if ((string?)message["event"] == kind && (id is null || (int?)message["id"] == id)) return message;
        }
    }

    /// <summary>The messages so far of one request and kind.</summary>
    public IEnumerable<JsonObject> Heard(int id, string kind) => _heard.Where(m => (string?)m["event"] == kind && (int?)m["id"] == id);

    /// <summary>The console text of a cell so far.</summary>
    public string Written(int id, string stream = "stdout") => string.Concat(Heard(id, "stream").Where(m => (string?)m["name"] == stream).Select(m => (string?)m["text"]));

    /// <summary>Whether the host says nothing more.</summary>
    public async Task<bool> IsOver() => await _from.ReadLineAsync().WaitAsync(s_patience) is null;

    /// <summary>Closes the host's input, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _to.DisposeAsync();
        await _close();
        _from.Dispose();
    }
}
