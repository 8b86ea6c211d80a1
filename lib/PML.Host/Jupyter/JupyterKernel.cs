using System.Text.Json.Nodes;
using System.Threading.Channels;
using PML.Host.Cells;
using PML.Host.Notebooks;
using PML.Support;

namespace PML.Host.Jupyter;

/// <summary>A Jupyter kernel: the engine's cells over the Jupyter messaging protocol, version 5.4.</summary>
/// <remarks>Cells run one after the other; completions and the like are answered meanwhile, and the control channel is never behind either.</remarks>
internal sealed class JupyterKernel : IDisposable
{
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(2);

    private readonly Channel<KernelRequest> _asked = Channel.CreateUnbounded<KernelRequest>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly History _history = new();
    private readonly UserQuestions _questions = new();
    private readonly KernelSockets _sockets;
    private readonly OutputPublisher _outputs;
    private readonly CellEngine _engine;
    private readonly CellQueue _cells;
    private readonly InsightReplies _insight;

    /// <summary>A kernel that listens and works from here on.</summary>
    /// <param name="connection">Ports and key.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <exception cref="PmlException">A port is taken.</exception>
    public JupyterKernel(ConnectionFile connection, string folder)
    {
        _outputs = new OutputPublisher((type, content, parent) => _sockets!.Show(type, content, parent));
        _engine = new CellEngine(folder, _outputs.Add, (what, stop) => _questions.Ask(_sockets!, _cells!.Current, what, stop)) { Pictures = FigureImages.WantedLive };
        _insight = new InsightReplies(_engine.Insight);
        _sockets = new KernelSockets(connection, Shell, request => _ = Answer(request), _questions.Take);
        _cells = new CellQueue(_sockets, _engine, _outputs, _history);
        _engine.WhenProcessEnds(LastWords);
        _ = Task.Run(_cells.Work);
        _ = Task.Run(AnswerAll);
        _sockets.Open();
    }

    /// <summary>Ends when a client asked the kernel to shut down.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Stops the running cell.</summary>
    public void Interrupt() => _engine.Interrupt();

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Dispose();
        _outputs.Dispose();
        _sockets.Dispose();
    }

    private void Shell(KernelRequest request)
    {
        if (request.Message.Type == "execute_request") _cells.Add(request);
        else _asked.Writer.TryWrite(request);
    }

    private async Task AnswerAll()
    {
        await foreach (var request in _asked.Reader.ReadAllAsync()) await Answer(request);
    }

    private async Task Answer(KernelRequest request)
    {
        _sockets.Status("busy", request.Message);
        try
        {
            if (Reply(request.Message) is { } reply) _sockets.Reply(request, reply);
        }
        catch (Exception e)
        {
            // A request that cannot be answered must not take the session with it.
            _sockets.Reply(request, new JsonObject { ["status"] = "error", ["ename"] = e.GetType().Name, ["evalue"] = e.Message, ["traceback"] = new JsonArray() });
        }
        _sockets.Status("idle", request.Message);
        if (request.Message.Type == "shutdown_request") await End(request.Message);
    }

    private JsonObject? Reply(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Reply();
            case "complete_request":
                return _insight.Complete(request);
            case "inspect_request":
                return _insight.Inspect(request);
            case "is_complete_request":
                return InsightReplies.IsComplete(request);
            case "history_request":
                return new JsonObject { ["status"] = "ok", ["history"] = _history.Find(request) };
            case "comm_info_request":
                return new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "interrupt_request":
                _engine.Interrupt();
                return Ok();
            case "shutdown_request":
                return ShutDown(request);
            case "comm_open":
                // No cell opens a target for widgets here; the protocol wants such a comm closed.
                _sockets.Publish("comm_close", new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() }, request);
                return null;
            case "comm_msg" or "comm_close":
                return null;
            default:
                return new JsonObject { ["status"] = "error", ["ename"] = "UnknownRequest", ["evalue"] = $"the kernel does not know the request '{request.Type}'", ["traceback"] = new JsonArray() };
        }
    }

    private async Task End(JupyterMessage request)
    {
        _sockets.Publish("shutdown_reply", ShutDown(request), request);
        await _sockets.Flush();
        _ended.TrySetResult();
    }

    // A cell that ends the process has no other moment to be told of.
    private void LastWords(CellError error)
    {
        _cells.Fail(error);
        _sockets.Flush().Wait(s_lastWords);
    }

    private static JsonObject ShutDown(JupyterMessage request) => new() { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };

    private static JsonObject Ok() => new() { ["status"] = "ok" };
}
