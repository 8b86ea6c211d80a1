using System.Text.Json.Nodes;
using System.Threading.Channels;
using PML.Host.Cells;

namespace PML.Host.Jupyter;

/// <summary>Runs the cells that clients send, one after the other, and tells what comes of it.</summary>
/// <param name="sockets">Where it is told.</param>
/// <param name="engine">Runs them.</param>
/// <param name="outputs">Receives what they show.</param>
/// <param name="history">Remembers them.</param>
internal sealed class CellQueue(KernelSockets sockets, CellEngine engine, OutputPublisher outputs, History history)
{
    private readonly Channel<KernelRequest> _waiting = Channel.CreateUnbounded<KernelRequest>();
    private int _count;

    /// <summary>The request whose cell runs.</summary>
    public KernelRequest? Current { get; private set; }

    /// <summary>Puts a cell at the end.</summary>
    public void Add(KernelRequest request) => _waiting.Writer.TryWrite(request);

    /// <summary>Runs what comes, without end.</summary>
    public async Task Work()
    {
        await foreach (var request in _waiting.Reader.ReadAllAsync())
        {
            sockets.Status("busy", request.Message);
            var behind = await Run(request);
            sockets.Status("idle", request.Message);
            foreach (var other in behind) Abort(other);
        }
    }

    /// <summary>Tells that the running cell failed, because the process ends.</summary>
    public void Fail(CellError error)
    {
        if (Current is not { } request) return;
        outputs.End();
        Tell(request, error);
        sockets.Status("idle", request.Message);
    }

    // Gives the cells that must not run, because they wait behind one that failed: they count on what it did.
    private async Task<IReadOnlyList<KernelRequest>> Run(KernelRequest request)
    {
        JsonObject expressions = [];
        CellError? error;
        try
        {
            error = await RunCell(request);
            if (error is null) expressions = await Expressions(request.Message);
        }
        catch (Exception e)
        {
            // A request that is not as it should be must not take the session with it.
            error = new CellError(e.GetType().Name, e.Message, null, []);
        }
        Current = null;
        outputs.End();
        if (error is null)
        {
            sockets.Reply(request, new JsonObject { ["status"] = "ok", ["execution_count"] = _count, ["user_expressions"] = expressions, ["payload"] = new JsonArray() });
            return [];
        }
        // What a client sends after it heard of the error is meant to run.
        var behind = request.Message.Flag("stop_on_error", true) ? Waiting() : [];
        Tell(request, error);
        return behind;
    }

    private Task<CellError?> RunCell(KernelRequest request)
    {
        var message = request.Message;
        string code = message.Text("code");
        bool silent = message.Flag("silent", false);
        if (!silent)
        {
            if (message.Flag("store_history", true)) history.Add(++_count, code);
            sockets.Publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _count }, message);
        }
        outputs.Begin(message, _count, silent);
        Current = request;
        return engine.Run(code, $"cell {_count}");
    }

    private void Tell(KernelRequest request, CellError error)
    {
        if (!request.Message.Flag("silent", false)) sockets.Publish("error", Described(error), request.Message);
        var reply = Described(error);
        (reply["status"], reply["execution_count"]) = ("error", _count);
        sockets.Reply(request, reply);
    }

    private List<KernelRequest> Waiting()
    {
        var waiting = new List<KernelRequest>();
        while (_waiting.Reader.TryRead(out var request)) waiting.Add(request);
        return waiting;
    }

    private void Abort(KernelRequest request)
    {
        sockets.Status("busy", request.Message);
        sockets.Reply(request, new JsonObject { ["status"] = "aborted", ["execution_count"] = _count });
        sockets.Status("idle", request.Message);
    }

    private async Task<JsonObject> Expressions(JupyterMessage message)
    {
        var results = new JsonObject();
        foreach (var (name, expression) in message.Content["user_expressions"] as JsonObject ?? []) results[name] = await Value(expression?.ToString() ?? "");
        return results;
    }

    private async Task<JsonObject> Value(string expression)
    {
        CellError? error = null;
        var values = await outputs.Values(async () => error = await engine.Run(expression, "expression"));
        if (error is null) return new JsonObject { ["status"] = "ok", ["data"] = values.LastOrDefault()?.DeepClone() ?? new JsonObject(), ["metadata"] = new JsonObject() };
        var described = Described(error);
        described["status"] = "error";
        return described;
    }

    private static JsonObject Described(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(l => (JsonNode)l)]),
    };
}
